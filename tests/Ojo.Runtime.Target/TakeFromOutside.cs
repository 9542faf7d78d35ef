using Ojo.Recording;

namespace Ojo.Runtime.Target;

/// <summary>Takes a snapshot of another process's ring, and is killed at a step of it if it is told to.</summary>
internal static class TakeFromOutside
{
    /// <summary>Arguments: the ring, why, and at which step to die; without the last it says how many events it took.</summary>
    public static int Run(string[] args)
    {
        if (args.Length > 2)
        {
            RecordingStep last = Enum.Parse<RecordingStep>(args[2]);
            TestPoint.Hook = step =>
            {
                if (step == last)
                {
                    DieAtAnInstant.Die("kill");
                    Thread.Sleep(Timeout.Infinite);
                }
            };
        }

        Console.WriteLine(TraceSnapshot.Take(args[0], args[1]).Events);
        return 0;
    }
}
