import { permissions } from '../access.ts';
import { single, type Call, type Route } from '../call.ts';
import { identitySet } from '../identity.ts';
import { driveOfChannel, driveOfTeam, requireReach, type Drive } from './drives.ts';
import { fileReader, type FileParts } from './parts.ts';

export function driveRoutes(parts: FileParts): readonly Route[] {
  const { access, book, needs, tree } = parts;
  const { driveOf, view } = fileReader(parts);
  const reach = (call: Call, drive: Drive) => {
    requireReach(call, drive, book.records.grants[drive.site]);
    return drive;
  };
  const driveView = (call: Call, drive: Drive) =>
    single(call, {
      id: drive.id,
      name: 'Dokumenter',
      driveType: 'documentLibrary',
      webUrl: `${call.url.origin}/sites/${encodeURIComponent(drive.name)}`,
      owner: identitySet({ person: undefined, app: needs.tenant }, needs.world()),
    });
  return [
    {
      method: 'GET',
      path: '/teams/{group}/channels/{channel}/filesFolder',
      needs: { ...permissions.readFiles, resource: ['File.Read.Group'] },
      run(call) {
        const channel = access.channel(call, call.params['group'] ?? '', call.params['channel'] ?? '');
        const drive = driveOfChannel(channel, access.team(call, call.params['group'] ?? ''));
        return single(call, view(call, tree.channelFolder(drive, channel)));
      },
    },
    {
      method: 'GET',
      path: '/groups/{group}/drive',
      needs: permissions.readFiles,
      run: (call) => driveView(call, reach(call, driveOfTeam(access.team(call, call.params['group'] ?? '')))),
    },
    {
      method: 'GET',
      path: '/sites/{site}/drive',
      needs: permissions.readFiles,
      run: (call) => driveView(call, driveOf(call)),
    },
  ];
}
