using System.Globalization;

namespace Ojo.Runtime.Target;

/// <summary>Records with a flight recorder, says "ready", and does what each line of its input says.</summary>
internal static class FlyUntilTold
{
    /// <summary>Arguments: where to record, how many events, the signal that it takes snapshots at, and <c>tell</c> if it is to say its warnings.</summary>
    public static int Run(string[] args)
    {
        int events = int.Parse(args[1], CultureInfo.InvariantCulture);
        using Tracer tracer = Tracer.Create(new TracerOptions
        {
            Directory = args[0],
            Mode = TracerMode.FlightRecorder,
            SnapshotSignal = Enum.Parse<SnapshotSignal>(args[2]),
            OnWarning = args.Length > 3 ? Console.WriteLine : null,
        });
        for (int n = 0; n < events; n++)
        {
            tracer.RecordPacketSent(1, (ulong)n);
        }

        Console.WriteLine("ready");
        for (string? line = Console.ReadLine(); line is not null and not "end"; line = Console.ReadLine())
        {
            switch (line)
            {
                case "throw":
                    throw new InvalidOperationException("Told to.");
                case "ping":
                    Console.WriteLine("alive");
                    break;
                default:
                    throw new ArgumentException($"There is nothing called '{line}' to do.");
            }
        }

        return 0;
    }
}
