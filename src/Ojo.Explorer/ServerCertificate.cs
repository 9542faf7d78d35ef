namespace Ojo.Explorer;

/// <summary>The certificate that the explorer proves itself with, as files that may be replaced while it runs.</summary>
public sealed record ServerCertificate
{
    /// <summary>A PEM file with the certificate and those that lead to a root, or a PKCS #12 file (.pfx, .p12).</summary>
    public required string Path { get; init; }

    /// <summary>A PEM file with its private key; null where <see cref="Path"/> has it too.</summary>
    public string? KeyPath { get; init; }

    /// <summary>What opens the key or the PKCS #12 file; null where nothing is needed.</summary>
    public string? Password { get; init; }
}
