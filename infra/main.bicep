// One instance of Lederpuls in Azure: a container, a PostgreSQL server, a vault for round keys, a bot registration.
// There is no secret in here and none comes out: everything is opened by one managed identity.
// The steps before and after, and what each permission is for: infra/README.md.
targetScope = 'resourceGroup'

@description('Begins the names of all resources, so it must be free in all of Azure.')
@minLength(3)
@maxLength(16)
param name string

@description('Where everything lies. Data about people stays in this region.')
param location string = resourceGroup().location

@description('The image made from infra/Dockerfile, with its registry: registry.example/lederpuls:1.2.3')
param image string

@description('A registry that the managed identity may pull from (AcrPull); empty for one that asks nothing.')
param registry string = ''

@description('The client id of the sign-in app, output SIGN_IN_ID of entra.bicep.')
param signInAppId string

@description('The agency’s name, printed in minutes and exports.')
param agencyName string

@description('The id of the app in Teams, for links from cards; empty: they lead to the service, which tells how to open Teams.')
param teamsAppId string = ''

@description('The SharePoint site and list that released figures are written to; both or none. See tenant.md.')
param resultsSiteId string = ''
param resultsList string = ''

@description('A subnet for the container, delegated to Microsoft.App/environments; empty for Azure’s own network.')
param appSubnetId string = ''

@description('A subnet for the database, delegated to flexible servers; with privateDnsZoneId. Empty: a public address that only Azure and the identity get through.')
param databaseSubnetId string = ''

@description('The private DNS zone of the database; only with databaseSubnetId.')
param privateDnsZoneId string = ''

@description('Days that the database can be set back. Answers of closed rounds are in no backup that can be opened.')
@minValue(7)
@maxValue(35)
param backupDays int = 14

@description('Days that logs are kept. They name no person.')
@minValue(30)
@maxValue(90)
param logDays int = 30

var databaseName = 'lederpuls'
var hasDatabaseSubnet = !empty(databaseSubnetId)

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${name}-id'
  location: location
  properties: {}
}

resource logs 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: '${name}-logs'
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: logDays
  }
}

// Round keys only. Without purge protection, for a key that is destroyed must be gone; without any other secret, so
// that nobody has a reason to look in here. Access policies rather than roles: they can leave out backup and restore.
resource keys 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: '${name}-keys'
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: false
    enableSoftDelete: true
    softDeleteRetentionInDays: 7
    accessPolicies: [
      {
        tenantId: subscription().tenantId
        objectId: identity.properties.principalId
        permissions: { secrets: ['get', 'list', 'set', 'delete', 'purge'] }
      }
    ]
  }
}

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {
  name: '${name}-db'
  location: location
  sku: { name: 'Standard_B1ms', tier: 'Burstable' }
  properties: {
    version: '17'
    storage: { storageSizeGB: 32, autoGrow: 'Enabled' }
    backup: { backupRetentionDays: backupDays, geoRedundantBackup: 'Disabled' }
    authConfig: {
      activeDirectoryAuth: 'Enabled'
      passwordAuth: 'Disabled'
      tenantId: subscription().tenantId
    }
    network: hasDatabaseSubnet
      ? {
          publicNetworkAccess: 'Disabled'
          delegatedSubnetResourceId: databaseSubnetId
          privateDnsZoneArmResourceId: privateDnsZoneId
        }
      : { publicNetworkAccess: 'Enabled' }
  }
}

// The service makes and changes its own tables.
resource administrator 'Microsoft.DBforPostgreSQL/flexibleServers/administrators@2025-08-01' = {
  parent: server
  name: identity.properties.principalId
  properties: {
    principalName: identity.name
    principalType: 'ServicePrincipal'
    tenantId: subscription().tenantId
  }
}

resource database 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2025-08-01' = {
  parent: server
  name: databaseName
  properties: { charset: 'UTF8' }
  dependsOn: [administrator]
}

// 0.0.0.0 stands for addresses inside Azure. Who comes from there still needs a token of the identity.
resource fromAzure 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules@2025-08-01' = if (!hasDatabaseSubnet) {
  parent: server
  name: 'azure'
  properties: { startIpAddress: '0.0.0.0', endIpAddress: '0.0.0.0' }
  dependsOn: [database]
}

resource hosting 'Microsoft.App/managedEnvironments@2026-01-01' = {
  name: '${name}-env'
  location: location
  properties: {
    appLogsConfiguration: { destination: 'azure-monitor' }
    vnetConfiguration: empty(appSubnetId) ? null : { infrastructureSubnetId: appSubnetId }
  }
}

resource toLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: hosting
  name: 'logs'
  properties: {
    workspaceId: logs.id
    logs: [
      { category: 'ContainerAppConsoleLogs', enabled: true }
      { category: 'ContainerAppSystemLogs', enabled: true }
    ]
  }
}

var host = '${name}.${hosting.properties.defaultDomain}'

resource app 'Microsoft.App/containerApps@2026-01-01' = {
  name: name
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    managedEnvironmentId: hosting.id
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: { external: true, targetPort: 3978, transport: 'http', allowInsecure: false }
      registries: empty(registry) ? [] : [{ server: registry, identity: identity.id }]
    }
    template: {
      terminationGracePeriodSeconds: 15
      containers: [
        {
          name: 'service'
          image: image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: [
            { name: 'PUBLIC_URL', value: 'https://${host}' }
            { name: 'TRUST_PROXY', value: 'true' }
            { name: 'MicrosoftAppType', value: 'UserAssignedMSI' }
            { name: 'MicrosoftAppId', value: identity.properties.clientId }
            { name: 'MicrosoftAppTenantId', value: subscription().tenantId }
            { name: 'AAD_APP_CLIENT_ID', value: signInAppId }
            { name: 'KEY_VAULT_URL', value: 'https://${keys.name}${environment().suffixes.keyvaultDns}' }
            {
              name: 'DATABASE_URL'
              value: 'postgresql://${identity.name}@${server.properties.fullyQualifiedDomainName}/${databaseName}'
            }
            { name: 'DATABASE_TOKEN_SCOPE', value: 'https://ossrdbms-aad.database.windows.net/.default' }
            { name: 'AGENCY_NAME', value: agencyName }
            { name: 'TEAMS_APP_ID', value: teamsAppId }
            { name: 'RESULTS_SITE_ID', value: resultsSiteId }
            { name: 'RESULTS_LIST', value: resultsList }
          ]
          probes: [
            {
              type: 'Startup'
              httpGet: { path: '/healthz', port: 3978 }
              periodSeconds: 3
              failureThreshold: 40
            }
            { type: 'Liveness', httpGet: { path: '/healthz', port: 3978 }, periodSeconds: 15, timeoutSeconds: 5 }
            { type: 'Readiness', httpGet: { path: '/readyz', port: 3978 }, periodSeconds: 10, timeoutSeconds: 5 }
          ]
        }
      ]
      // Two share the work and stand in for each other; more are of no use.
      scale: { minReplicas: 1, maxReplicas: 2 }
    }
  }
  dependsOn: [database]
}

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: '${name}-bot'
  location: 'global'
  kind: 'azurebot'
  sku: { name: 'F0' }
  properties: {
    displayName: 'Lederpuls'
    endpoint: 'https://${host}/api/messages'
    msaAppType: 'UserAssignedMSI'
    msaAppId: identity.properties.clientId
    msaAppTenantId: subscription().tenantId
    msaAppMSIResourceId: identity.id
    disableLocalAuth: true
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: { channelName: 'MsTeamsChannel' }
}

@description('For entra.bicep and for `npm run package`.')
output PUBLIC_HOST string = host

@description('For the app package: the id of the bot.')
output BOT_ID string = identity.properties.clientId

@description('Vouches for the sign-in app: parameter of entra.bicep.')
output IDENTITY_PRINCIPAL_ID string = identity.properties.principalId
