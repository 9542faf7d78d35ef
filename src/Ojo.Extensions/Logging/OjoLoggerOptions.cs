namespace Ojo.Extensions;

/// <summary>What of a log message is recorded. In configuration, <c>Logging:Ojo</c>.</summary>
public sealed class OjoLoggerOptions
{
    /// <summary>Whether the values that a message was made of are recorded beside its text, as <c>name=value</c>: yes, by default.</summary>
    public bool IncludeValues { get; set; } = true;

    /// <summary>Whether what the scopes around a message say is recorded after its values: no, by default.</summary>
    public bool IncludeScopes { get; set; }
}
