using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace Ojo.Explorer.Hosting;

/// <summary>Reads the certificate from its files, and again where they have been replaced: renewing one needs no restart.</summary>
/// <remarks>Safe to use from any number of threads.</remarks>
internal sealed partial class CertificateFiles
{
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly ServerCertificate _files;
    private readonly TimeProvider _time;
    private SslStreamCertificateContext _current;
    private DateTime _written;
    private long _looked;

    /// <exception cref="ExplorerStartException">The files cannot be read, or are not a certificate and its key.</exception>
    public CertificateFiles(ServerCertificate files, TimeProvider time)
    {
        _files = files;
        _time = time;
        _written = Written();
        _looked = time.GetTimestamp();
        _current = Read(files);
    }

    /// <summary>The certificate as its files are now; as they were, where what is there now cannot be read.</summary>
    public SslStreamCertificateContext Current(ILogger log)
    {
        lock (_lock)
        {
            if (_time.GetElapsedTime(_looked) >= s_lookAgain)
            {
                _looked = _time.GetTimestamp();
                DateTime written = Written();
                if (written != _written)
                {
                    _written = written;
                    try
                    {
                        _current = Read(_files);
                    }
                    catch (ExplorerStartException exception)
                    {
                        LogKept(log, exception.Message);
                    }
                }
            }

            return _current;
        }
    }

    private DateTime Written()
    {
        DateTime certificate = File.GetLastWriteTimeUtc(_files.Path);
        DateTime key = _files.KeyPath is { } path ? File.GetLastWriteTimeUtc(path) : certificate;
        return key > certificate ? key : certificate;
    }

    private static SslStreamCertificateContext Read(ServerCertificate files)
    {
        try
        {
            X509Certificate2Collection all = [];
            X509Certificate2 certificate;
            if (IsPem(files.Path))
            {
                certificate = files.Password is { } password
                    ? X509Certificate2.CreateFromEncryptedPemFile(files.Path, password, files.KeyPath)
                    : X509Certificate2.CreateFromPemFile(files.Path, files.KeyPath);
                all.ImportFromPemFile(files.Path);
            }
            else
            {
                all = X509CertificateLoader.LoadPkcs12CollectionFromFile(files.Path, files.Password);
                certificate = all.FirstOrDefault(static one => one.HasPrivateKey) ?? throw new CryptographicException("it has no certificate with a private key");
            }

            if (OperatingSystem.IsWindows())
            {
                // Windows does not serve with a key that only this process has.
                certificate = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
            }

            return SslStreamCertificateContext.Create(certificate, all, offline: true);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ExplorerStartException(
                $"The certificate {files.Path} cannot be used: {exception.Message.TrimEnd('.')}. Give a PEM file and its key (--certificate-key), or a .pfx file, and its password as OJO_CERTIFICATE_PASSWORD.", exception);
        }
    }

    private static bool IsPem(string path)
    {
        using FileStream file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[64 * 1024];
        return start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)].IndexOf("-----BEGIN "u8) >= 0;
    }

    [LoggerMessage(LogLevel.Error, "The certificate that was in use stays: {Reason}")]
    private static partial void LogKept(ILogger log, string reason);
}
