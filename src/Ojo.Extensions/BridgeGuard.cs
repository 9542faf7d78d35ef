namespace Ojo.Extensions;

/// <summary>
/// Keeps a thread's own logs and activities out of the trace while it speaks for a tracer: a disk that is full would else be
/// reported into the very buffer that cannot be emptied.
/// </summary>
internal static class BridgeGuard
{
    [ThreadStatic]
    private static bool t_isClosed;

    /// <summary>Whether the bridges record nothing of what the calling thread does.</summary>
    public static bool IsClosed => t_isClosed;

    /// <summary>Calls something whose effects the bridges pass over.</summary>
    public static void Run(Action<string> action, string argument)
    {
        bool wasClosed = t_isClosed;
        t_isClosed = true;
        try
        {
            action(argument);
        }
        finally
        {
            t_isClosed = wasClosed;
        }
    }
}
