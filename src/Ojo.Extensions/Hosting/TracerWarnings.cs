using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ojo.Extensions;

/// <summary>Brings a tracer's warnings to the program's log, and keeps them out of the trace.</summary>
internal static partial class TracerWarnings
{
    private const string Category = "Ojo";

    /// <summary>What the tracer is to call.</summary>
    /// <param name="given">What the program wants to be called; null for its log.</param>
    /// <param name="services">Asked for loggers only when there is a warning: a logger may need the tracer, which is not there yet.</param>
    public static Action<string> To(Action<string>? given, IServiceProvider services)
    {
        Action<string> tell = given ?? (warning => Log(services, warning));
        return warning => BridgeGuard.Run(tell, warning);
    }

    private static void Log(IServiceProvider services, string warning)
    {
        if (services.GetService<ILoggerFactory>() is { } loggers)
        {
            Warn(loggers.CreateLogger(Category), warning);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "{Warning}", EventName = "TracerWarning")]
    private static partial void Warn(ILogger logger, string warning);
}
