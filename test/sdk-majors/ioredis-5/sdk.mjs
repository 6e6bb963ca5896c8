export { Redis } from 'ioredis'
