using System.Collections.Concurrent;
using Ojo.Storage.Queries;

namespace Ojo.Storage.Shards;

/// <summary>The shards that questions have found to be unreadable, for as long as their files stay as they were. Safe to use from any number of threads.</summary>
internal sealed class UnreadableShards(string directory)
{
    private readonly ConcurrentDictionary<string, (MissingPart Part, (DateTime, long) State)> _met = new();

    /// <summary>Remembers what a question could not read.</summary>
    public void Remember(IEnumerable<MissingPart> parts)
    {
        foreach (MissingPart part in parts)
        {
            _met[part.Name] = (part, StateOf(part.Name));
        }
    }

    /// <summary>What is known to be wrong with a shard; null where nothing is, or its file has changed since.</summary>
    public MissingPart? Find(string name)
    {
        if (!_met.TryGetValue(name, out (MissingPart Part, (DateTime, long) State) met))
        {
            return null;
        }

        if (met.State == StateOf(name))
        {
            return met.Part;
        }

        _met.TryRemove(name, out _);
        return null;
    }

    private (DateTime, long) StateOf(string name)
    {
        var file = new FileInfo(Path.Combine(directory, name));
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }
}
