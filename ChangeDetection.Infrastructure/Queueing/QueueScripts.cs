namespace ChangeDetection.Infrastructure.Queueing;

/// <summary>What the queue does inside Redis, each script one indivisible step.</summary>
/// <remarks>
/// KEYS of all: the six streams in serving order, the hash of jobs (7), the hash of heartbeats (8). ARGV 1 of all: the group.
/// A stream entry has the fields watch, job, order. A field of the hash of jobs is named for a watch and reads job|line|entry|over,
/// where over says that a worker died with the order. A group that is missing, because Redis forgot everything, is made anew where it is needed.
/// </remarks>
internal static class QueueScripts
{
    /// <summary>ARGV: group, bell, then per order watch, job, line, order. Answers how many were added.</summary>
    public const string Add = """
        local function stands(line, id)
          return #redis.call('XRANGE', KEYS[line], id, id) > 0
        end
        local function waits(line, id)
          local pending = redis.pcall('XPENDING', KEYS[line], ARGV[1], id, id, 1)
          return pending.err ~= nil or #pending == 0
        end
        local added = 0
        for i = 3, #ARGV, 4 do
          local watch, job, line, order = ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2]), ARGV[i + 3]
          local wanted, over = true, '0'
          local present = redis.call('HGET', KEYS[7], watch)
          if present then
            local oldJob, oldLine, oldId, oldOver = string.match(present, '^(%d+)|(%d)|([%d-]+)|([01])$')
            oldLine = tonumber(oldLine)
            if oldJob and stands(oldLine, oldId) then
              if tonumber(oldJob) >= tonumber(job) then
                wanted = false
              elseif waits(oldLine, oldId) then
                redis.call('XDEL', KEYS[oldLine], oldId)
                over = oldOver
              end
            end
          end
          if wanted then
            local id = redis.call('XADD', KEYS[line], '*', 'watch', watch, 'job', job, 'order', order)
            redis.call('HSET', KEYS[7], watch, job .. '|' .. line .. '|' .. id .. '|' .. over)
            added = added + 1
          end
        end
        if added > 0 then redis.call('PUBLISH', ARGV[2], added) end
        return added
        """;

    /// <summary>ARGV: group, consumer, most, then per dead consumer its name and its counter as last seen. Answers line, entry, order, over of each.</summary>
    public const string Take = """
        local group, me, left = ARGV[1], ARGV[2], tonumber(ARGV[3])
        local dead = {}
        for i = 4, #ARGV, 2 do
          if (redis.call('HGET', KEYS[8], ARGV[i]) or '') == ARGV[i + 1] then dead[#dead + 1] = ARGV[i] end
        end
        local taken = {}
        local function keep(line, entries, inherited)
          for _, entry in ipairs(entries) do
            local id, fields = entry[1], entry[2]
            local place = (fields[4] or '') .. '|' .. line .. '|' .. id
            local present = redis.call('HGET', KEYS[7], fields[2] or '')
            local over = inherited or present == place .. '|1'
            if inherited and present == place .. '|0' then redis.call('HSET', KEYS[7], fields[2], place .. '|1') end
            taken[#taken + 1] = { line, id, fields[6] or '', over and 1 or 0 }
            left = left - 1
          end
        end
        local function inherit(line, name)
          local pending = redis.pcall('XPENDING', KEYS[line], group, '-', '+', left, name)
          if pending.err or #pending == 0 then return end
          local claim = { 'XCLAIM', KEYS[line], group, me, 0 }
          for _, entry in ipairs(pending) do claim[#claim + 1] = entry[1] end
          keep(line, redis.call(unpack(claim)), true)
        end
        local function read(line)
          local command = { 'XREADGROUP', 'GROUP', group, me, 'COUNT', left, 'STREAMS', KEYS[line], '>' }
          local streams = redis.pcall(unpack(command))
          if streams and streams.err then
            redis.call('XGROUP', 'CREATE', KEYS[line], group, '0', 'MKSTREAM')
            streams = redis.call(unpack(command))
          end
          if streams then keep(line, streams[1][2], false) end
        end
        for line = 1, 6 do
          for _, name in ipairs(dead) do
            if left > 0 then inherit(line, name) end
          end
          if left > 0 then read(line) end
        end
        return taken
        """;

    /// <summary>ARGV: group, consumer, then per delivery line, entry. Leaves alone what another consumer has meanwhile.</summary>
    public const string Complete = """
        for i = 3, #ARGV, 2 do
          local line, id = tonumber(ARGV[i]), ARGV[i + 1]
          local pending = redis.pcall('XPENDING', KEYS[line], ARGV[1], id, id, 1)
          local owner = not pending.err and pending[1] and pending[1][2]
          local entry = redis.call('XRANGE', KEYS[line], id, id)[1]
          if entry and (not owner or owner == ARGV[2]) then
            local fields = entry[2]
            local place = (fields[4] or '') .. '|' .. line .. '|' .. id
            local present = redis.call('HGET', KEYS[7], fields[2] or '')
            local newest = present == place .. '|0' or present == place .. '|1'
            if newest then redis.call('HDEL', KEYS[7], fields[2]) end
            if newest or owner then
              if owner then redis.call('XACK', KEYS[line], ARGV[1], id) end
              redis.call('XDEL', KEYS[line], id)
            end
          end
        end
        return 0
        """;

    /// <summary>ARGV: group, consumer, bell, then per delivery line, entry. Answers how many wait again; one that a newer order replaced is dropped.</summary>
    public const string Return = """
        local returned = 0
        for i = 4, #ARGV, 2 do
          local line, id = tonumber(ARGV[i]), ARGV[i + 1]
          local pending = redis.pcall('XPENDING', KEYS[line], ARGV[1], id, id, 1)
          if not pending.err and pending[1] and pending[1][2] == ARGV[2] then
            local entry = redis.call('XRANGE', KEYS[line], id, id)[1]
            redis.call('XACK', KEYS[line], ARGV[1], id)
            redis.call('XDEL', KEYS[line], id)
            if entry then
              local fields = entry[2]
              local place = fields[4] .. '|' .. line .. '|' .. id
              local present = redis.call('HGET', KEYS[7], fields[2])
              if not present or present == place .. '|0' or present == place .. '|1' then
                local first = line - (line + 1) % 2
                local newId = redis.call('XADD', KEYS[first], '*', unpack(fields))
                local over = present and string.sub(present, -1) or '0'
                redis.call('HSET', KEYS[7], fields[2], fields[4] .. '|' .. first .. '|' .. newId .. '|' .. over)
                returned = returned + 1
              end
            end
          end
        end
        if returned > 0 then redis.call('PUBLISH', ARGV[3], returned) end
        return returned
        """;

    /// <summary>ARGV: group. Answers how many entries no consumer has.</summary>
    public const string Count = """
        local waiting = 0
        for line = 1, 6 do
          waiting = waiting + redis.call('XLEN', KEYS[line])
          local groups = redis.pcall('XINFO', 'GROUPS', KEYS[line])
          for _, group in ipairs(groups) do
            local facts = {}
            for i = 1, #group, 2 do facts[group[i]] = group[i + 1] end
            if facts.name == ARGV[1] then waiting = waiting - facts.pending end
          end
        end
        return math.max(waiting, 0)
        """;

    /// <summary>
    /// ARGV: group, consumer, then per dead consumer its name and its counter as last seen. Buries the dead that have nothing pending, beats,
    /// and answers names and counters of all heartbeats, the names of all consumers, and line and entry of all that this consumer has.
    /// </summary>
    public const string Beat = """
        local group, me = ARGV[1], ARGV[2]
        local function isBusy(name)
          for line = 1, 6 do
            local pending = redis.pcall('XPENDING', KEYS[line], group, '-', '+', 1, name)
            if not pending.err and #pending > 0 then return true end
          end
          return false
        end
        for i = 3, #ARGV, 2 do
          local name = ARGV[i]
          if (redis.call('HGET', KEYS[8], name) or '') == ARGV[i + 1] and not isBusy(name) then
            for line = 1, 6 do redis.pcall('XGROUP', 'DELCONSUMER', KEYS[line], group, name) end
            redis.call('HDEL', KEYS[8], name)
          end
        end
        redis.call('HINCRBY', KEYS[8], me, 1)
        local consumers, own = {}, {}
        for line = 1, 6 do
          local known = redis.pcall('XINFO', 'CONSUMERS', KEYS[line], group)
          for _, consumer in ipairs(known) do
            for i = 1, #consumer, 2 do
              if consumer[i] == 'name' then consumers[#consumers + 1] = consumer[i + 1] end
            end
          end
          local pending = redis.pcall('XPENDING', KEYS[line], group, '-', '+', 1000, me)
          for _, entry in ipairs(pending) do
            own[#own + 1] = line
            own[#own + 1] = entry[1]
          end
        end
        return { redis.call('HGETALL', KEYS[8]), consumers, own }
        """;

    /// <summary>ARGV: group, consumer. Signs a consumer off that has nothing pending; one that has is left to be found dead.</summary>
    public const string Leave = """
        for line = 1, 6 do
          local pending = redis.pcall('XPENDING', KEYS[line], ARGV[1], '-', '+', 1, ARGV[2])
          if not pending.err and #pending > 0 then return 0 end
        end
        for line = 1, 6 do redis.pcall('XGROUP', 'DELCONSUMER', KEYS[line], ARGV[1], ARGV[2]) end
        return redis.call('HDEL', KEYS[8], ARGV[2])
        """;
}
