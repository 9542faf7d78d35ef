using System.Collections.Concurrent;
using Ojo.Generators.Parsing;
using Ojo.Generators.Parsing.Locks;
using Ojo.Generators.Parsing.Yaml;

namespace Ojo.Generators.Analysis;

/// <summary>What the analyzer has read of a project, for the rules that need all of it. Filled from many threads, read at the end.</summary>
internal sealed class Declarations
{
    private readonly ConcurrentBag<DeclaredEvent> _events = [];
    private readonly ConcurrentBag<DeclaredEnum> _enums = [];
    private readonly ConcurrentBag<LockEntry> _locked = [];
    private int _faults;
    private readonly ConcurrentBag<string> _locks = [];
    private int _lockFaults;

    public IEnumerable<DeclaredEnum> Enums => _enums;

    /// <summary>What the project's locks hold, by file and place.</summary>
    public IEnumerable<LockEntry> LockedInOrder() => _locked
        .OrderBy(static entry => entry.Place.GetLineSpan().Path, StringComparer.Ordinal)
        .ThenBy(static entry => entry.Place.SourceSpan.Start);

    /// <summary>The lock that a new event's line belongs in; null where the project has none.</summary>
    public string? Lock => _locks.OrderBy(static path => path, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Whether the project declares no events, right or wrong.</summary>
    public bool IsEmpty => _events.IsEmpty && _faults == 0;

    /// <summary>Whether every declaration could be read: only then is what is not there removed.</summary>
    public bool AreRight => _faults == 0;

    public bool IsLockDamaged => _lockFaults > 0;

    public void Add(DeclaredEvent? one)
    {
        if (one is not null)
        {
            _events.Add(one);
        }
    }

    public void Add(EventFile file)
    {
        foreach (DeclaredEvent one in file.Events)
        {
            _events.Add(one);
        }

        foreach (DeclaredEnum one in file.Enums)
        {
            _enums.Add(one);
        }
    }

    public void AddLock(string path, IReadOnlyList<LockEntry> entries)
    {
        _locks.Add(path);
        foreach (LockEntry entry in entries)
        {
            _locked.Add(entry);
        }
    }

    public void CountFaults(int count) => Interlocked.Add(ref _faults, count);

    public void CountLockFaults(int count) => Interlocked.Add(ref _lockFaults, count);

    /// <summary>The events by file and place, so that of two the same one is always the first.</summary>
    public IEnumerable<DeclaredEvent> InOrder() => _events
        .OrderBy(static one => one.Name.GetLineSpan().Path, StringComparer.Ordinal)
        .ThenBy(static one => one.Name.SourceSpan.Start);
}
