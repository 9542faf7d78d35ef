using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ojo.Extensions.Tests.Network;

internal static class Certificates
{
    /// <summary>A server's certificate, signed by itself, for <c>localhost</c>.</summary>
    public static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }
}
