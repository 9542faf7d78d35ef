using System.Globalization;
using Ojo.Catalogue;
using Ojo.Conditions;
using Ojo.Filtering;
using Ojo.FlightRecorder.Triggers;

namespace Ojo.Configuration;

/// <summary>Sets a tracer's options from the environment, and checks them wherever they come from.</summary>
internal static class TracerEnvironment
{
    public const long LeastBufferSize = 256L << 10;
    public const long MostBufferSize = 64L << 30;
    public const long LeastStringBufferSize = 64L << 10;
    public const long MostStringBufferSize = 1L << 30;
    public const int MostStrings = 1 << 24;
    public const int MostSnapshots = 1_000_000;
    private static readonly TimeSpan s_leastSnapshotInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_mostSnapshotInterval = TimeSpan.FromDays(30);
    private static readonly TimeSpan s_leastFlushInterval = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_mostFlushInterval = TimeSpan.FromHours(1);

    /// <summary>The options with every variable that is set and not empty in place of the code's.</summary>
    /// <param name="options">The code's.</param>
    /// <param name="read">Reads a variable, <see cref="Environment.GetEnvironmentVariable(string)"/> outside of tests.</param>
    /// <exception cref="ArgumentException">A variable's value is not understood.</exception>
    public static TracerOptions Apply(TracerOptions options, Func<string, string?> read) =>
        Apply(options, new OptionTexts(read, static variable => $"The environment variable {variable}"));

    /// <summary>The same with other texts than the environment's: each has its variable's name, whatever it is called there.</summary>
    /// <exception cref="ArgumentException">A text is not understood.</exception>
    public static TracerOptions Apply(TracerOptions options, OptionTexts read) => options with
    {
        Directory = Text(read, "OJO_DIRECTORY") ?? options.Directory,
        Service = Text(read, "OJO_SERVICE") ?? options.Service,
        SnapshotOnUnhandledException = Parse<bool>(read, "OJO_SNAPSHOT_ON_UNHANDLED_EXCEPTION", TryParseFlag, "true or false")
            ?? options.SnapshotOnUnhandledException,
        SnapshotSignal = Parse<SnapshotSignal>(read, "OJO_SNAPSHOT_SIGNAL", TryParseWord, "SIGUSR1, SIGUSR2, SIGQUIT or none") ?? options.SnapshotSignal,
        SnapshotInterval = Parse<TimeSpan>(read, "OJO_SNAPSHOT_INTERVAL", TryParseLongTime, "a time such as 30s, 10m or 1d, from 1s to 30d")
            ?? options.SnapshotInterval,
        SnapshotOnDeclaredConditions = Parse<bool>(read, "OJO_SNAPSHOT_ON_DECLARED_CONDITIONS", TryParseFlag, "true or false")
            ?? options.SnapshotOnDeclaredConditions,
        SnapshotTriggers = ParseTriggers(read, "OJO_SNAPSHOT_TRIGGERS") ?? options.SnapshotTriggers,
        MostSnapshots = Parse<int>(read, "OJO_MOST_SNAPSHOTS", TryParseSnapshots, "a number from 1 to 1000000") ?? options.MostSnapshots,
        MostSnapshotBytes = Parse<long>(read, "OJO_MOST_SNAPSHOT_BYTES", TryParsePositiveSize, "a size such as 500MiB") ?? options.MostSnapshotBytes,
        MostSnapshotAge = Parse<TimeSpan>(read, "OJO_MOST_SNAPSHOT_AGE", TryParseTime, "a time such as 30m, 12h or 7d") ?? options.MostSnapshotAge,
        Mode = Parse<TracerMode>(read, "OJO_MODE", TryParseWord, "stream or flight-recorder") ?? options.Mode,
        BufferSize = Parse<long>(read, "OJO_BUFFER_SIZE", TryParseBufferSize, "a size such as 64MiB, from 256KiB to 64GiB") ?? options.BufferSize,
        MostStrings = Parse<int>(read, "OJO_MOST_STRINGS", TryParseCount, "a number from 1 to 16777216") ?? options.MostStrings,
        StringBufferSize = Parse<long>(read, "OJO_STRING_BUFFER_SIZE", TryParseStringSize, "a size such as 4MiB, from 64KiB to 1GiB")
            ?? options.StringBufferSize,
        FlushInterval = Parse<TimeSpan>(read, "OJO_FLUSH_INTERVAL", TryParseInterval, "a time such as 200ms or 5s, from 1ms to 1h")
            ?? options.FlushInterval,
        Resolution = Parse<TraceResolution>(read, "OJO_RESOLUTION", TryParseWord, "microseconds or nanoseconds") ?? options.Resolution,
        Clock = Parse<TraceClock>(read, "OJO_CLOCK", TryParseWord, "auto, stopwatch or timestamp-counter") ?? options.Clock,
        Durability = Parse<Durability>(read, "OJO_DURABILITY", TryParseWord, "process-crash or power-loss") ?? options.Durability,
        Filter = ParseFilter(read, "OJO_FILTER") ?? options.Filter,
        FilterFile = Text(read, "OJO_FILTER_FILE") ?? options.FilterFile,
        FlowSampling = Parse<int>(read, "OJO_FLOW_SAMPLING", TryParseFlows, "a number from 1 to 1000000") ?? options.FlowSampling,
        Enabled = Parse<bool>(read, "OJO_ENABLED", TryParseFlag, "true or false") ?? options.Enabled,
    };

    /// <exception cref="ArgumentException">An option has a value that makes no sense.</exception>
    public static void Check(TracerOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Directory))
        {
            throw new ArgumentException("TracerOptions.Directory is empty: name the folder in which staging/ and output/ are to be made.");
        }

        if (options.BufferSize is < LeastBufferSize or > MostBufferSize)
        {
            throw new ArgumentException($"TracerOptions.BufferSize is {options.BufferSize} bytes; it may be from 256 KiB to 64 GiB.");
        }

        if (options.StringBufferSize is < LeastStringBufferSize or > MostStringBufferSize)
        {
            throw new ArgumentException($"TracerOptions.StringBufferSize is {options.StringBufferSize} bytes; it may be from 64 KiB to 1 GiB.");
        }

        if (options.MostStrings is < 1 or > MostStrings)
        {
            throw new ArgumentException($"TracerOptions.MostStrings is {options.MostStrings}; it may be from 1 to {MostStrings}.");
        }

        if (options.FlowSampling is < 1 or > FlowHash.MostFlows)
        {
            throw new ArgumentException($"TracerOptions.FlowSampling is {options.FlowSampling}; it may be from 1, for all flows, to {FlowHash.MostFlows}, for one of so many.");
        }

        if (options.FlushInterval < s_leastFlushInterval || options.FlushInterval > s_mostFlushInterval)
        {
            throw new ArgumentException($"TracerOptions.FlushInterval is {options.FlushInterval}; it may be from 1 ms to 1 hour.");
        }

        if (options.SnapshotInterval is { } interval && (interval < s_leastSnapshotInterval || interval > s_mostSnapshotInterval))
        {
            throw new ArgumentException($"TracerOptions.SnapshotInterval is {interval}; it may be from 1 s to 30 days.");
        }

        if (ProblemOfTriggers(options.SnapshotTriggers) is { } problem)
        {
            throw new ArgumentException($"TracerOptions.SnapshotTriggers is \"{options.SnapshotTriggers}\". {problem}");
        }

        if (options.MostSnapshots is < 1 or > MostSnapshots || options.MostSnapshotBytes < 1 || options.MostSnapshotAge <= TimeSpan.Zero)
        {
            throw new ArgumentException(
                $"TracerOptions has {options.MostSnapshots}, {options.MostSnapshotBytes} and {options.MostSnapshotAge} as MostSnapshots, MostSnapshotBytes and MostSnapshotAge; "
                + $"they may be from 1 to {MostSnapshots}, from 1, and more than 0.");
        }

        if (!Enum.IsDefined(options.Resolution) || !Enum.IsDefined(options.Clock) || !Enum.IsDefined(options.Durability)
            || !Enum.IsDefined(options.Mode) || !Enum.IsDefined(options.SnapshotSignal))
        {
            throw new ArgumentException(
                $"TracerOptions has {options.Resolution}, {options.Clock}, {options.Durability}, {options.Mode} and {options.SnapshotSignal} as resolution, clock, durability, mode and signal; one of them does not exist.");
        }
    }

    private delegate bool Parser<T>(ReadOnlySpan<char> text, out T value);

    private static string? Text(OptionTexts read, string variable) =>
        read.Read(variable) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    private static T? Parse<T>(OptionTexts read, string variable, Parser<T> parser, string accepted)
        where T : struct
    {
        if (Text(read, variable) is not { } text)
        {
            return null;
        }

        return parser(text.AsSpan().Trim(), out T value)
            ? value
            : throw new ArgumentException($"{read.Describe(variable)} is \"{text}\"; accepted is {accepted}.");
    }

    private static string? ParseFilter(OptionTexts read, string variable)
    {
        if (Text(read, variable) is not { } text)
        {
            return null;
        }

        try
        {
            return EventFilter.Parse(text).ToString();
        }
        catch (FormatException exception)
        {
            throw new ArgumentException($"{read.Describe(variable)} is \"{text}\". {exception.Message}");
        }
    }

    private static bool TryParseCount(ReadOnlySpan<char> text, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is >= 1 and <= MostStrings;

    private static bool TryParseFlows(ReadOnlySpan<char> text, out int flows) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out flows) && flows is >= 1 and <= FlowHash.MostFlows;

    private static bool TryParseBufferSize(ReadOnlySpan<char> text, out long bytes) =>
        TryParseSize(text, out bytes) && bytes is >= LeastBufferSize and <= MostBufferSize;

    private static bool TryParseStringSize(ReadOnlySpan<char> text, out long bytes) =>
        TryParseSize(text, out bytes) && bytes is >= LeastStringBufferSize and <= MostStringBufferSize;

    private static bool TryParseSize(ReadOnlySpan<char> text, out long bytes)
    {
        int shift = 0;
        foreach ((string suffix, int power) in (ReadOnlySpan<(string, int)>)[("KiB", 10), ("MiB", 20), ("GiB", 30), ("B", 0)])
        {
            if (text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                text = text[..^suffix.Length].TrimEnd();
                shift = power;
                break;
            }
        }

        bytes = 0;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) || number > MostBufferSize >> shift)
        {
            return false;
        }

        bytes = number << shift;
        return true;
    }

    private static string? ParseTriggers(OptionTexts read, string variable)
    {
        string? text = Text(read, variable);
        return text is null || ProblemOfTriggers(text) is not { } problem
            ? text
            : throw new ArgumentException($"{read.Describe(variable)} is \"{text}\". {problem}");
    }

    private static string? ProblemOfTriggers(string text)
    {
        try
        {
            foreach (EventTrigger trigger in EventTrigger.ParseList(text))
            {
                new WatchedEvents(trigger).Resolve(EventCatalogue.Providers);
            }

            return null;
        }
        catch (UnknownEventException)
        {
            // An assembly that is used later may declare it. The tracer says so if none has.
            return null;
        }
        catch (FormatException exception)
        {
            return $"{exception.Message} Accepted are {EventTrigger.Accepted}.";
        }
    }

    private static bool TryParseSnapshots(ReadOnlySpan<char> text, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is >= 1 and <= MostSnapshots;

    private static bool TryParsePositiveSize(ReadOnlySpan<char> text, out long bytes) => TryParseSize(text, out bytes) && bytes >= 1;

    private static bool TryParseTime(ReadOnlySpan<char> text, out TimeSpan time) => TimeText.TryParse(text.ToString(), out time);

    private static bool TryParseLongTime(ReadOnlySpan<char> text, out TimeSpan time) =>
        TryParseTime(text, out time) && time >= s_leastSnapshotInterval && time <= s_mostSnapshotInterval;

    private static bool TryParseInterval(ReadOnlySpan<char> text, out TimeSpan interval) =>
        TryParseTime(text, out interval) && interval >= s_leastFlushInterval && interval <= s_mostFlushInterval;

    private static bool TryParseWord<T>(ReadOnlySpan<char> text, out T value)
        where T : struct, Enum
    {
        value = default;
        return !text.IsEmpty && char.IsAsciiLetter(text[0])
            && Enum.TryParse(text.ToString().Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out value)
            && Enum.IsDefined(value);
    }

    private static bool TryParseFlag(ReadOnlySpan<char> text, out bool value)
    {
        value = text is "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase);
        return value || text is "0" || text.Equals("false", StringComparison.OrdinalIgnoreCase);
    }
}
