/** Ends of names that are known inside one network only (CE-02). */
export const LOCAL_ENDS = ['local', 'localdomain', 'localhost', 'internal', 'lan', 'test', 'invalid'];

/** Where anybody can rent a host: it tells nothing about who runs it (CE-02). The names themselves, and everything below. */
export const CLOUD_HOSTS = [
  'amazonaws.com', 'cloudapp.net', 'cloudapp.azure.com', 'azurewebsites.net', 'googleusercontent.com', 'digitalocean.com', 'linode.com', 'linodeusercontent.com',
  'ovh.net', 'vultr.com', 'your-server.de', 'herokuapp.com',
];
