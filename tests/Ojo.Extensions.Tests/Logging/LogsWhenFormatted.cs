using Microsoft.Extensions.Logging;

namespace Ojo.Extensions.Tests.Logging;

/// <summary>A value that logs when somebody makes text of it.</summary>
internal sealed class LogsWhenFormatted(ILogger logger)
{
    public override string ToString()
    {
        logger.LogError("inner {Inner}", 3);
        return "formatted";
    }
}
