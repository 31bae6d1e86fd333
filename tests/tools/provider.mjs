// node provider.mjs PORT CALLBACK SECRET: npm's oidc-provider, certified by the OpenID
// Foundation, with its own pages to sign in on; everybody is of the group "tax desk".
import { Provider } from 'oidc-provider';

const [port, callback, secret] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: 'hall',
      client_secret: secret,
      redirect_uris: [callback],
      grant_types: ['authorization_code'],
      response_types: ['code'],
    },
  ],
  claims: { openid: ['sub'], profile: ['preferred_username', 'groups'] },
  pkce: { required: () => true },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, preferred_username: id, groups: ['tax desk'] }),
  }),
});
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
