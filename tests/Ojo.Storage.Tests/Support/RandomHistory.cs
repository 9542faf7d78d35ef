using Ojo.Format;

namespace Ojo.Storage.Tests.Support;

/// <summary>Random files of a few tracers, taken into a store and into the reference store alike.</summary>
internal sealed class RandomHistory
{
    private static readonly uint[] s_types =
        [0x002, 0x002, 0x003, 0x004, 0x006, 0x007, 0x008, 0x009, 0x00A, 0x00D, 0x100, 0x101, 0x105, 0x300, 0x303, 0x304, 0x305, 0x7000_0001, 0x8000_0001];

    private readonly Random _random;
    private readonly string _directory;
    private readonly int _processes;
    private readonly int _flows;
    private readonly ulong _horizon;

    /// <param name="seed">What makes it the same again.</param>
    /// <param name="directory">Where its files go.</param>
    /// <param name="pieceOf">Which piece of the store a file goes into; all are one piece where it is null.</param>
    public RandomHistory(int seed, string directory, Func<ReferenceFile, string>? pieceOf = null)
    {
        Reference = new ReferenceStore(pieceOf ?? (static _ => ""));
        _random = new Random(seed);
        _directory = directory;
        _processes = _random.Next(1, 4);
        _flows = _random.Next(3) == 0 ? _random.Next(1, 60) : _random.Next(1, 6);
        _horizon = (ulong)(uint)_random.Next(1, 100_000);
    }

    public Random Random => _random;

    public ReferenceStore Reference { get; }

    /// <summary>Every file so far, those that are no longer kept too.</summary>
    public List<ReferenceFile> Written { get; } = [];

    /// <summary>Makes the next file and returns where it is.</summary>
    public string WriteFile()
    {
        int process = _random.Next(_processes);
        ulong start = 1_767_225_600_000_000 + (ulong)process;
        byte version = (byte)(1 + process % 2);
        long tickNs = version == 1 ? 1000 : 1;
        var trace = new TraceFileBuilder { BatchStart = start, Version = version };
        int count = _random.Next(4) == 0 ? _random.Next(4) : _random.Next(2500);
        List<ulong> times = [.. Enumerable.Range(0, count).Select(_ => (ulong)_random.NextInt64((long)_horizon))];
        if (_random.Next(5) != 0)
        {
            times.Sort();
        }

        int file = Written.Count;
        for (int n = 0; n < count; n++)
        {
            uint type = s_types[_random.Next(s_types.Length)];
            ulong flow = (ulong)(uint)_random.Next(_flows);
            ulong[] words = WordsOf(type);
            trace.Add(times[n], (uint)flow, type, words);
            Reference.Events.Add(new ReferenceEvent(100 + process, file, n, flow, (long)times[n] * tickNs, type, words));
            if (_random.Next(500) == 0)
            {
                ulong from = (ulong)_random.NextInt64((long)times[n] + 1);
                trace.Add(times[n], 1, MetaEvent.EventsDropped, 17, from);
                Reference.Gaps.Add((100 + process, (long)from * tickNs, (long)times[n] * tickNs, 1, 17, file));
            }
        }

        string path = Path.Combine(_directory, TraceFileName.ForTrace(start, (uint)(100 + process), (uint)file).ToString());
        File.WriteAllBytes(path, _random.Next(2) == 0 ? trace.ToBytes() : trace.ToBytesWithChecksum(_horizon));
        Written.Add(new ReferenceFile(file, 100 + process, (long)start * tickNs, path));
        Reference.Files.Add(Written[^1]);
        return path;
    }

    private ulong[] WordsOf(uint type) => type switch
    {
        0x002 or 0x003 or 0x004 or 0x006 or 0x007 or 0x008 => [(ulong)(uint)_random.Next(200)],
        0x009 or 0x00A => [(ulong)(uint)_random.Next(200) | ((ulong)(uint)_random.Next(3) << 46) | ((ulong)(uint)_random.Next(65536) << 48)],
        0x00D => [(ulong)(uint)_random.Next(200) | ((ulong)(uint)_random.Next(3) << 56) | ((ulong)(uint)_random.Next(4) << 58)],
        0x100 => [(ulong)(uint)_random.Next(8)],
        0x101 => [(ulong)(uint)_random.Next(_flows)],
        0x105 => [(ulong)(uint)_random.Next(8), (ulong)_random.NextInt64(), (ulong)(uint)_random.Next(1500)],
        0x300 or 0x303 => [(ulong)(uint)_random.Next(1_000_000)],
        0x304 or 0x305 => [(ulong)_random.NextInt64()],
        _ => [(ulong)_random.NextInt64(long.MinValue, long.MaxValue)],
    };
}
