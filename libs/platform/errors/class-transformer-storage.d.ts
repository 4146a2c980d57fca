// Where class-transformer keeps what its decorators said; the package describes it in another folder.
declare module 'class-transformer/cjs/storage' {
  export { defaultMetadataStorage } from 'class-transformer/types/storage';
}
