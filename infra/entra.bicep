// The app that people sign in to, in Entra ID, with the roles of Lederpuls. Apart from main.bicep, for it is deployed
// by somebody who may register apps, and the Graph extension knows the public cloud only. Deployed twice: its own
// client id is part of its address, and the host is not known before main.bicep. See infra/README.md.
extension microsoftGraphV1

targetScope = 'resourceGroup'

@description('Tells this registration from others; never changed afterwards.')
param uniqueName string = 'lederpuls'

@description('Second time: the output SIGN_IN_ID of the first.')
param signInAppId string = ''

@description('Second time: the output PUBLIC_HOST of main.bicep.')
param publicHost string = ''

@description('Second time: the output IDENTITY_PRINCIPAL_ID of main.bicep.')
param identityPrincipalId string = ''

@description('True where RESULTS_SITE_ID is set, or minutes are to be kept when their chair has left: the app may then write on those sites that have been opened for it, and on no other.')
param writesUnattended bool = false

var isKnown = !empty(signInAppId) && !empty(publicHost)

@description('What a present person lends the service: their teams’ files, and their tasks.')
var delegated = ['Files.ReadWrite.All', 'Tasks.ReadWrite']

@description('What the service may do when nobody is there: nothing, until a site is opened for it.')
var application = ['Sites.Selected']

@description('Teams on desktop and mobile, and on the web: they get a token without asking the person.')
var teamsClients = ['1fec8e78-bce4-4aaf-ab1b-5451cc387264', '5e3ce6c0-2b1f-4285-8d4b-75ee78787346']

var scopeId = guid(uniqueName, 'access_as_user')

resource graph 'Microsoft.Graph/servicePrincipals@v1.0' existing = {
  appId: '00000003-0000-0000-c000-000000000000'
}

resource signIn 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: uniqueName
  displayName: 'Lederpuls'
  signInAudience: 'AzureADMyOrg'
  identifierUris: isKnown ? ['api://${publicHost}/${signInAppId}'] : []
  // Where the window ends in which a person lets the service act for them. The code that comes there is never redeemed.
  web: {
    redirectUris: isKnown ? ['https://${publicHost}/tab/consent-end'] : []
  }
  api: {
    requestedAccessTokenVersion: 2
    oauth2PermissionScopes: [
      {
        id: scopeId
        value: 'access_as_user'
        type: 'User'
        isEnabled: true
        adminConsentDisplayName: 'Bruk Lederpuls som deg selv'
        adminConsentDescription: 'Lar Teams logge den som bruker fanen, inn i Lederpuls.'
        userConsentDisplayName: 'Bruk Lederpuls som deg selv'
        userConsentDescription: 'Lar Teams logge deg inn i Lederpuls.'
      }
    ]
    preAuthorizedApplications: [
      for client in teamsClients: { appId: client, delegatedPermissionIds: [scopeId] }
    ]
  }
  appRoles: [
    {
      id: guid(uniqueName, 'Puls.Admin')
      value: 'Puls.Admin'
      displayName: 'Administrator'
      description: 'Setter opp kanaler, enheter og program.'
      allowedMemberTypes: ['User']
      isEnabled: true
    }
    {
      id: guid(uniqueName, 'Puls.HR')
      value: 'Puls.HR'
      displayName: 'HR'
      description: 'Leser samlede resultater, aldri enkeltsvar.'
      allowedMemberTypes: ['User']
      isEnabled: true
    }
    {
      id: guid(uniqueName, 'Puls.Representative')
      value: 'Puls.Representative'
      displayName: 'Tillitsvalgt eller verneombud'
      description: 'Leser formål, kommende spørsmål, regler og samlede resultater.'
      allowedMemberTypes: ['User']
      isEnabled: true
    }
  ]
  requiredResourceAccess: [
    {
      resourceAppId: graph.appId
      resourceAccess: concat(
        map(delegated, name => {
          id: filter(graph.oauth2PermissionScopes, scope => scope.value == name)[0].id
          type: 'Scope'
        }),
        map(writesUnattended ? application : [], name => {
          id: filter(graph.appRoles, role => role.value == name)[0].id
          type: 'Role'
        })
      )
    }
  ]
}

// Roles are given to people and groups on this one, and whoever has none of them is a leader like others.
resource servicePrincipal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: signIn.appId
  appRoleAssignmentRequired: false
}

// In place of a secret: the managed identity of main.bicep vouches for this app.
resource vouching 'Microsoft.Graph/applications/federatedIdentityCredentials@v1.0' = if (!empty(identityPrincipalId)) {
  name: '${signIn.uniqueName}/lederpuls-identity'
  audiences: ['api://AzureADTokenExchange']
  issuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
  subject: identityPrincipalId
}

@description('For the app package and main.bicep: the client id of the sign-in app.')
output SIGN_IN_ID string = signIn.appId
