import { type StateFile, type StateTask } from '../../api.ts';
import { fileAddress } from '../client.ts';
import { dateText, momentText } from '../dates.ts';
import { useHere } from '../here.ts';
import { nameOf } from '../rooms.ts';

/** What has reached Graph: files, tasks in Planner, rows in lists. */
export function FilesView() {
  const { state } = useHere();
  const { files, tasks, lists } = state;
  const nothing = files.length + tasks.length + lists.length === 0;
  return (
    <section className="page-view" aria-label="Filer og oppgaver">
      <h1>Filer og oppgaver</h1>
      {nothing ? (
        <p className="empty">
          Her kommer referater og oppgaver når et møte er ferdigstilt. Start i kalenderen.
        </p>
      ) : null}
      {groups(files, (file) => file.path).map(([path, inside]) => (
        <Files key={path} path={path} files={inside} />
      ))}
      {groups(tasks, (task) => task.plan).map(([plan, inside]) => (
        <Tasks key={plan} plan={plan} tasks={inside} />
      ))}
      {groups(lists, (row) => `${row.site} / ${row.list}`).map(([name, rows]) => (
        <ListRows key={name} name={name} rows={rows.map((row) => row.fields)} />
      ))}
    </section>
  );
}

const groups = <Entry,>(entries: readonly Entry[], by: (entry: Entry) => string) =>
  [...new Set(entries.map(by))].map((name) => [name, entries.filter((entry) => by(entry) === name)] as const);

function Files({ path, files }: { path: string; files: readonly StateFile[] }) {
  const { state } = useHere();
  return (
    <section aria-label={path}>
      <h2>{path.split('/').join(' › ')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Fil</th>
            <th scope="col">Endret</th>
            <th scope="col">Laget av</th>
            <th scope="col">Versjoner</th>
            <th scope="col">Størrelse</th>
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <tr key={file.id}>
              <th scope="row">
                <a href={fileAddress(file.id)} download={file.name}>
                  {file.name}
                </a>
              </th>
              <td data-label="Endret">{momentText(new Date(file.modifiedAt))}</td>
              <td data-label="Laget av">{nameOf(state, file.createdBy)}</td>
              <td data-label="Versjoner">{file.versions}</td>
              <td data-label="Størrelse">{sizeText(file.size)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const sizeText = (bytes: number): string =>
  bytes < 1024
    ? `${bytes} B`
    : `${new Intl.NumberFormat('nb-NO', { maximumFractionDigits: 0 }).format(bytes / 1024)} KB`;

function Tasks({ plan, tasks }: { plan: string; tasks: readonly StateTask[] }) {
  const { state } = useHere();
  return (
    <section aria-label={`Planner: ${plan}`}>
      <h2>Planner › {plan}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Oppgave</th>
            <th scope="col">Ansvarlig</th>
            <th scope="col">Frist</th>
            <th scope="col">Status</th>
          </tr>
        </thead>
        <tbody>
          {tasks.map((task) => (
            <tr key={task.id}>
              <th scope="row">
                {task.title}
                {task.description === '' ? null : <small>{task.description}</small>}
              </th>
              <td data-label="Ansvarlig">
                {task.assignees.map((person) => nameOf(state, person)).join(', ')}
              </td>
              <td data-label="Frist">
                {task.due === undefined ? 'Ingen frist' : dateText(new Date(task.due))}
              </td>
              <td data-label="Status">
                {task.percentComplete === 100
                  ? 'Ferdig'
                  : task.percentComplete > 0
                    ? 'I gang'
                    : 'Ikke begynt'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ListRows({ name, rows }: { name: string; rows: readonly Record<string, unknown>[] }) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return (
    <section aria-label={name}>
      <h2>{name}</h2>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {columns.map((column) => (
                <td key={column} data-label={column}>
                  {cellText(row[column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const cellText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : value === undefined
      ? ''
      : JSON.stringify(value);
