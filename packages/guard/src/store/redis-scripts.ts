import { KEPT_STEP_MILLIS, REMEMBERED_MILLIS } from './budget-store.ts'

/*
 * The scripts of the Redis store; each is one step that nothing comes between.
 *
 * A counter is a hash: `s` spent, `h` held, `x` raised, `e` no hold expires before, `i<id>` a hold as `amount expiry`, or
 * `amount expiry drawn share` where it was drawn from a share, and `!<id>` one that has expired, until when it is remembered.
 * A share is a hold `* expiry` whose amount is in `a<id>`. All keys are declared and share a hash tag, for Redis Cluster.
 *
 * Numbers of Lua are doubles. Amounts are therefore only compared as numbers, and added by Redis, as text: 64-bit integers.
 */

/** What the scripts share. Where the earliest hold of a counter may have expired, all of its holds are looked at. */
const SHARED = `
local function less(key, field, amount)
  if amount ~= '0' then redis.call('HINCRBY', key, field, '-' .. amount) end
end
local function free(key, id, hold, spent)
  local amount, drawn, share = string.match(hold, '^(%S+) %d+ ?(%d*) ?(.*)$')
  if amount == '*' then
    amount = redis.call('HGET', key, 'a' .. id)
    redis.call('HDEL', key, 'a' .. id)
  end
  less(key, 'h', amount)
  if drawn ~= '' and tonumber(spent) < tonumber(drawn) and redis.call('HEXISTS', key, 'a' .. share) == 1 then
    for _, field in ipairs({'h', 'a' .. share}) do
      redis.call('HINCRBY', key, field, drawn)
      less(key, field, spent)
    end
  end
end
local function extend(key, share, expiry)
  local known = string.match(redis.call('HGET', key, 'i' .. share), '%d+$')
  if tonumber(known) < tonumber(expiry) then redis.call('HSET', key, 'i' .. share, '* ' .. expiry) end
end
local function expire(key, now)
  local fields = redis.call('HGETALL', key)
  local earliest = nil
  for i = 1, #fields, 2 do
    local field, kind = fields[i], string.sub(fields[i], 1, 1)
    if kind == 'i' and #field > 1 then
      local expiry = string.match(fields[i + 1], '^%S+ (%d+)')
      if tonumber(expiry) <= now then
        free(key, string.sub(field, 2), fields[i + 1], '0')
        redis.call('HDEL', key, field)
        local forget = now + ${REMEMBERED_MILLIS}
        redis.call('HSET', key, '!' .. string.sub(field, 2), string.format('%.0f', forget))
        if not earliest or forget < earliest then earliest = forget end
      elseif not earliest or tonumber(expiry) < earliest then earliest = tonumber(expiry) end
    elseif kind == '!' then
      local forget = tonumber(fields[i + 1])
      if forget <= now then redis.call('HDEL', key, field)
      elseif not earliest or forget < earliest then earliest = forget end
    end
  end
  if earliest then redis.call('HSET', key, 'e', string.format('%.0f', earliest)) else redis.call('HDEL', key, 'e') end
end
local function balance(key, now)
  local found = redis.call('HMGET', key, 's', 'h', 'x', 'e')
  if found[4] and tonumber(found[4]) <= now then
    expire(key, now)
    found = redis.call('HMGET', key, 's', 'h', 'x', 'e')
  end
  return found
end
local function put(into, found)
  for i = 1, 3 do into[#into + 1] = found[i] or '0' end
end
local function keep(key, index, now, millis)
  redis.call('PEXPIRE', key, millis)
  redis.call('ZADD', index, string.format('%.0f', now + tonumber(millis)), key)
end
`

/** KEYS: epoch, index, counters. ARGV: now, new epoch, known epoch, id, expiry, then for each: amount, limit, enforced, kept, share. */
export const RESERVE_SCRIPT: string = `${SHARED}
local now = tonumber(ARGV[1])
local epoch = redis.call('GET', KEYS[1])
if not epoch then
  epoch = ARGV[2]
  redis.call('SET', KEYS[1], epoch)
end
if ARGV[3] ~= '' and ARGV[3] ~= epoch then return {'2', epoch} end
local reply, found, fits, shares = {'1', epoch}, {}, true, {}
for i = 3, #KEYS do
  local at = 5 + (i - 3) * 5
  local each = balance(KEYS[i], now)
  local share = ARGV[at + 5] ~= '' and redis.call('HGET', KEYS[i], 'a' .. ARGV[at + 5])
  if share then
    shares[i] = share
    less(KEYS[i], 'h', share)
    each = balance(KEYS[i], now)
  end
  found[i] = each
  put(reply, each)
  local limit = ARGV[at + 2]
  if limit ~= '' and ARGV[at + 3] == '1' then
    local allowed = tonumber(limit) + tonumber(each[3] or '0')
    local wanted = tonumber(each[1] or '0') + tonumber(each[2] or '0') + tonumber(ARGV[at + 1])
    if allowed <= 0 or wanted > allowed then fits = false end
  end
end
for i, share in pairs(shares) do redis.call('HINCRBY', KEYS[i], 'h', share) end
if not fits then
  reply[1] = '0'
  return reply
end
for i = 3, #KEYS do
  local at = 5 + (i - 3) * 5
  local each = found[i]
  local hold = ARGV[at + 1] .. ' ' .. ARGV[5]
  redis.call('HINCRBY', KEYS[i], 'h', ARGV[at + 1])
  if shares[i] then
    local drawn = ARGV[at + 1]
    if tonumber(shares[i]) < tonumber(drawn) then drawn = shares[i] end
    less(KEYS[i], 'h', drawn)
    less(KEYS[i], 'a' .. ARGV[at + 5], drawn)
    extend(KEYS[i], ARGV[at + 5], ARGV[5])
    hold = hold .. ' ' .. drawn .. ' ' .. ARGV[at + 5]
  end
  if not each[4] or tonumber(ARGV[5]) < tonumber(each[4]) then
    redis.call('HSET', KEYS[i], 'i' .. ARGV[4], hold, 'e', ARGV[5])
  else
    redis.call('HSET', KEYS[i], 'i' .. ARGV[4], hold)
  end
  local isNew = not each[1] and not each[2]
  if isNew or tonumber(ARGV[at + 4]) > redis.call('PTTL', KEYS[i]) + ${KEPT_STEP_MILLIS} then
    keep(KEYS[i], KEYS[2], now, ARGV[at + 4])
  end
end
return reply
`

/** KEYS: index, counter. ARGV: now, id, amount, limit, expiry, kept. How much is left needs not be exact to the nano. */
export const CARVE_SCRIPT: string = `${SHARED}
local index, key, now, id = KEYS[1], KEYS[2], tonumber(ARGV[1]), ARGV[2]
local each = balance(key, now)
local held = redis.call('HGET', key, 'a' .. id)
if held then
  extend(key, id, ARGV[5])
  return {held}
end
local amount = ARGV[3]
if ARGV[4] ~= '' then
  local left = tonumber(ARGV[4]) + tonumber(each[3] or '0') - tonumber(each[1] or '0') - tonumber(each[2] or '0')
  if left < tonumber(amount) then amount = string.format('%.0f', math.max(left, 0)) end
end
if amount == '0' then return {amount} end
redis.call('HINCRBY', key, 'h', amount)
redis.call('HDEL', key, '!' .. id)
redis.call('HSET', key, 'i' .. id, '* ' .. ARGV[5], 'a' .. id, amount)
if not each[4] or tonumber(ARGV[5]) < tonumber(each[4]) then redis.call('HSET', key, 'e', ARGV[5]) end
if not each[1] and not each[2] then keep(key, index, now, ARGV[6]) end
return {amount}
`

/** KEYS: epoch, index, counters. ARGV: now, new epoch, id, then for each: amount, kept. Fields of what did not change are ''. */
export const SETTLE_SCRIPT: string = `${SHARED}
local now = tonumber(ARGV[1])
local epoch = redis.call('GET', KEYS[1])
if not epoch then
  epoch = ARGV[2]
  redis.call('SET', KEYS[1], epoch)
end
local reply = {epoch}
for i = 3, #KEYS do
  local at = 3 + (i - 3) * 2
  local key, amount = KEYS[i], ARGV[at + 1]
  local hold = redis.call('HGET', key, 'i' .. ARGV[3])
  local isSettled = false
  if hold then
    redis.call('HDEL', key, 'i' .. ARGV[3])
    free(key, ARGV[3], hold, amount)
    isSettled = true
  elseif redis.call('HDEL', key, '!' .. ARGV[3]) == 1 then isSettled = true end
  if isSettled then
    if amount ~= '0' then redis.call('HINCRBY', key, 's', amount) end
    put(reply, redis.call('HMGET', key, 's', 'h', 'x'))
  else
    for _ = 1, 3 do reply[#reply + 1] = '' end
  end
end
return reply
`

/** KEYS: epoch, index, mark, counters. ARGV: now, new epoch, how long the mark stays, then for each: amount, kept. */
export const BOOK_SCRIPT: string = `${SHARED}
local now = tonumber(ARGV[1])
local epoch = redis.call('GET', KEYS[1])
if not epoch then
  epoch = ARGV[2]
  redis.call('SET', KEYS[1], epoch)
end
local reply = {epoch}
local isFirst = redis.call('SET', KEYS[3], '1', 'NX', 'PX', ARGV[3])
for i = 4, #KEYS do
  local at = 3 + (i - 4) * 2
  if isFirst then
    local isNew = redis.call('EXISTS', KEYS[i]) == 0
    redis.call('HINCRBY', KEYS[i], 's', ARGV[at + 1])
    if isNew then keep(KEYS[i], KEYS[2], now, ARGV[at + 2]) end
    put(reply, redis.call('HMGET', KEYS[i], 's', 'h', 'x'))
  else
    for _ = 1, 3 do reply[#reply + 1] = '' end
  end
end
return reply
`

/** KEYS: index, counter. ARGV: now, by, kept. */
export const RAISE_SCRIPT: string = `${SHARED}
local isNew = redis.call('EXISTS', KEYS[2]) == 0
redis.call('HINCRBY', KEYS[2], 'x', ARGV[2])
if isNew then keep(KEYS[2], KEYS[1], tonumber(ARGV[1]), ARGV[3]) end
return '1'
`

/** KEYS: counters. ARGV: now. */
export const READ_SCRIPT: string = `${SHARED}
local reply = {}
for i = 1, #KEYS do put(reply, balance(KEYS[i], tonumber(ARGV[1]))) end
return reply
`
