using System.Diagnostics;

namespace Ojo.Extensions.Tests.Activities;

internal static class ListenerExtensions
{
    /// <summary>Begins to listen, and ends when it is disposed.</summary>
    public static ActivityListener Listen(this ActivityListener listener)
    {
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
