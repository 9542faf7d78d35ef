using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Configuration;
using Microsoft.Extensions.Options;

namespace Ojo.Extensions;

/// <summary>Sets the options from <c>Logging:Ojo</c>.</summary>
internal sealed class OjoLoggerSection(ILoggerProviderConfiguration<OjoLoggerProvider> provider) : IConfigureOptions<OjoLoggerOptions>
{
    public void Configure(OjoLoggerOptions options) => provider.Configuration.Bind(options);
}
