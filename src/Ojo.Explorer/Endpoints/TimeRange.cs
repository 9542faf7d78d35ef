using Ojo.Explorer.Faults;

namespace Ojo.Explorer.Endpoints;

/// <summary>The range of time that a request asks for.</summary>
internal static class TimeRange
{
    /// <exception cref="RequestFaultException">The range ends before it begins.</exception>
    public static void MustBeForward(long? fromNs, long? toNs)
    {
        if (fromNs > toNs)
        {
            throw Fault.BadParameter("to", $"to={toNs} is before from={fromNs}. Both are nanoseconds since the run's start.");
        }
    }
}
