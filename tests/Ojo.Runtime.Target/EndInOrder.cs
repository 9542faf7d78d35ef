using System.Globalization;

namespace Ojo.Runtime.Target;

/// <summary>Records, and ends in one of the ways in which the runtime has a say. The tracer is never disposed.</summary>
internal static class EndInOrder
{
    /// <summary>Arguments: where to record, how many events, how to end.</summary>
    public static int Run(string[] args)
    {
        int events = int.Parse(args[1], CultureInfo.InvariantCulture);
        Tracer tracer = Tracer.Create(new TracerOptions { Directory = args[0], FlushInterval = TimeSpan.FromHours(1) });
        for (int n = 0; n < events; n++)
        {
            tracer.RecordPacketSent(1, (ulong)n);
        }

        switch (args[2])
        {
            case "return":
                break;
            case "exit":
                Environment.Exit(3);
                break;
            case "thread":
                new Thread(() => tracer.RecordPacketSent(1, (ulong)events)).Start();
                break;
            default:
                throw new ArgumentException($"There is no end called '{args[2]}'.");
        }

        GC.KeepAlive(tracer);
        return 0;
    }
}
