namespace Ojo.Filtering;

/// <summary>The switches of the process: which category and level each index stands for, and which tracers obey them.</summary>
/// <remarks>
/// There are 256. The first 255 pairs of category and level have one each; whatever comes after them shares the last,
/// which is on as long as the filter lets any of them through.
/// </remarks>
internal static class EventSwitchTable
{
    public const int Capacity = 256;
    private const int Shared = Capacity - 1;

    private static readonly Lock s_lock = new();
    private static readonly Dictionary<(string Category, EventLevel Level), byte> s_indices = [];
    private static readonly List<WeakReference<Tracer>> s_tracers = [];

    /// <summary>The index of a category and level, the same at every call.</summary>
    public static byte IndexOf(string category, EventLevel level)
    {
        lock (s_lock)
        {
            if (!s_indices.TryGetValue((category, level), out byte index))
            {
                index = (byte)Math.Min(s_indices.Count, Shared);
                s_indices.Add((category, level), index);
                ApplyToAll();
            }

            return index;
        }
    }

    /// <summary>Sets a tracer's switches by its filter, now and whenever a switch is added, as long as the tracer is alive.</summary>
    public static void Attach(Tracer tracer)
    {
        lock (s_lock)
        {
            s_tracers.RemoveAll(static reference => !reference.TryGetTarget(out _));
            s_tracers.Add(new WeakReference<Tracer>(tracer));
            Apply(tracer);
        }
    }

    /// <summary>Sets a tracer's switches after its filter was changed.</summary>
    public static void Refresh(Tracer tracer)
    {
        lock (s_lock)
        {
            Apply(tracer);
        }
    }

    /// <summary>Sets the switches of all tracers after a filter file has changed: whoever looks at the file knows no tracer.</summary>
    public static void RefreshAll()
    {
        lock (s_lock)
        {
            ApplyToAll();
        }
    }

    private static void ApplyToAll()
    {
        foreach (WeakReference<Tracer> reference in s_tracers)
        {
            if (reference.TryGetTarget(out Tracer? tracer))
            {
                Apply(tracer);
            }
        }
    }

    private static void Apply(Tracer tracer)
    {
        EventFilter filter = tracer.FilterInForce;
        Span<bool> isOn = stackalloc bool[Capacity];
        foreach (((string category, EventLevel level), byte index) in s_indices)
        {
            isOn[index] |= filter.Allows(category, level);
        }

        tracer.SetSwitches(isOn);
    }
}
