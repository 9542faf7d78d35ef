using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ojo.Explorer.Tests.Support;

namespace Ojo.Explorer.Tests.Hosting;

/// <summary>HTTPS with real certificates, made for the test.</summary>
public sealed class EncryptionTests : IDisposable
{
    private const string Password = "of the key";

    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("pem")]
    [InlineData("one file")]
    [InlineData("encrypted")]
    [InlineData("pfx")]
    public async Task It_serves_HTTP_2_with_the_certificate_that_it_was_given(string form)
    {
        (ServerCertificate files, string thumbprint) = Write(form);
        await using RunningExplorer explorer = await StartAsync(files);
        Assert.Equal("https", explorer.Address.Scheme);
        (HttpResponseMessage answer, string shown) = await GetAsync(explorer, HttpVersion.Version20);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(HttpVersion.Version20, answer.Version);
        Assert.Equal(thumbprint, shown);
        Assert.Equal(HttpVersion.Version11, (await GetAsync(explorer, HttpVersion.Version11)).Answer.Version);
    }

    [Fact]
    public async Task A_certificate_that_is_renewed_is_used_without_a_restart_and_one_that_is_broken_is_not()
    {
        (ServerCertificate files, string first) = Write("pem");
        await using RunningExplorer explorer = await StartAsync(files);
        Assert.Equal(first, (await GetAsync(explorer)).Shown);

        (_, string second) = Write("pem");
        Touch(files, 1);
        Assert.Equal(first, (await GetAsync(explorer)).Shown);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(second, (await GetAsync(explorer)).Shown);

        await File.WriteAllTextAsync(files.Path, "half a certif", TestContext.Current.CancellationToken);
        Touch(files, 2);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(second, (await GetAsync(explorer)).Shown);
    }

    [Fact]
    public async Task The_cookie_is_for_encrypted_connections_alone()
    {
        await using RunningExplorer explorer = await StartAsync(Write("pem").Files, "secret");
        using HttpClient client = ClientOf(explorer, static _ => { });
        using FormUrlEncodedContent form = new([new("token", "secret")]);
        using HttpResponseMessage login = await client.PostAsync(new Uri("/login", UriKind.Relative), form, TestContext.Current.CancellationToken);
        string cookie = login.Headers.GetValues("Set-Cookie").Single();

        Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
        Assert.All(["; secure", "; httponly", "; samesite=lax", "; path=/"], attribute => Assert.Contains(attribute, cookie, StringComparison.OrdinalIgnoreCase));
        using HttpRequestMessage visit = new(HttpMethod.Get, "/api/stats");
        visit.Headers.TryAddWithoutValidation("Cookie", cookie.Split(';')[0]);
        using HttpResponseMessage answer = await client.SendAsync(visit, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_plain_request_is_told_nothing()
    {
        await using RunningExplorer explorer = await StartAsync(Write("pem").Files);

        (int status, string text) = await RawHttp.SendAsync(explorer.Address, "GET /api/stats HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.NotEqual(200, status);
        Assert.DoesNotContain("events", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("no key")]
    [InlineData("wrong key")]
    [InlineData("wrong password")]
    [InlineData("no certificate")]
    public async Task A_certificate_that_cannot_be_used_is_said_at_the_start(string fault)
    {
        (ServerCertificate files, _) = Write(fault == "wrong password" ? "pfx" : "pem");
        ServerCertificate broken = fault switch
        {
            "none" => files with { Path = _directory.File("gone.pem") },
            "no key" => files with { KeyPath = null },
            "wrong key" => files with { KeyPath = WriteKey("other.key") },
            "wrong password" => files with { Password = "a guess" },
            _ => files with { Path = WriteKey("no.pem") },
        };

        ExplorerStartException exception = await Assert.ThrowsAsync<ExplorerStartException>(() => StartAsync(broken));

        Assert.StartsWith($"The certificate {broken.Path} cannot be used:", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_takes_it_from_the_command_line_and_from_where_containers_have_it()
    {
        (ServerCertificate files, string thumbprint) = Write("encrypted");
        using ExplorerProcess given = ExplorerProcess.Start([("OJO_CERTIFICATE_PASSWORD", Password)],
            "--db-path", _directory.File("traces.db"), "--port", "0", "--certificate", files.Path, "--certificate-key", files.KeyPath!);
        using ExplorerProcess inherited = ExplorerProcess.Start(
            [("ASPNETCORE_Kestrel__Certificates__Default__Path", files.Path), ("ASPNETCORE_Kestrel__Certificates__Default__KeyPath", files.KeyPath!), ("ASPNETCORE_Kestrel__Certificates__Default__Password", Password)],
            "--db-path", _directory.File("traces.db"), "--port", "0");

        foreach (ExplorerProcess program in (ExplorerProcess[])[given, inherited])
        {
            string? line = await program.ReadLineAsync();
            Assert.Matches(@"^Listening on https://127\.0\.0\.1:[0-9]+$", line);
            string shown = "";
            using HttpClient client = ClientOf(new Uri(line!["Listening on ".Length..]), found => shown = found);
            using HttpResponseMessage about = await client.GetAsync(new Uri("/api/about", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.OK, thumbprint), (about.StatusCode, shown));
        }
    }

    private static HttpClient ClientOf(RunningExplorer explorer, Action<string> shown) => ClientOf(explorer.Address, shown);

    private static HttpClient ClientOf(Uri address, Action<string> shown) => new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        SslOptions = new()
        {
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            {
                // It is its own root, which no machine trusts: which one it is, the test compares.
                X509Certificate2 found = (X509Certificate2)certificate!;
                shown(found.Thumbprint);
                return found.Subject == "CN=localhost";
            },
        },
    })
    { BaseAddress = address };

    private static async Task<(HttpResponseMessage Answer, string Shown)> GetAsync(RunningExplorer explorer, Version? version = null)
    {
        string shown = "";
        using HttpClient client = ClientOf(explorer, found => shown = found);
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/stats") { Version = version ?? HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        return (await client.SendAsync(request, TestContext.Current.CancellationToken), shown);
    }

    private static void Touch(ServerCertificate files, int minutes) => File.SetLastWriteTimeUtc(files.Path, DateTime.UtcNow.AddMinutes(minutes));

    private Task<RunningExplorer> StartAsync(ServerCertificate files, string? token = null) =>
        RunningExplorer.StartAsync(new FakeStore(), o => o with { Certificate = files, Time = _time, Token = token });

    private string WriteKey(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string path = _directory.File(name);
        File.WriteAllText(path, key.ExportPkcs8PrivateKeyPem());
        return path;
    }

    private (ServerCertificate Files, string Thumbprint) Write(string form)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        string path = _directory.File(form == "pfx" ? "server.pfx" : "server.pem");
        string keyPath = _directory.File("server.key");
        switch (form)
        {
            case "pfx":
                File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, Password));
                return (new ServerCertificate { Path = path, Password = Password }, certificate.Thumbprint);
            case "one file":
                File.WriteAllText(path, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
                return (new ServerCertificate { Path = path }, certificate.Thumbprint);
            case "encrypted":
                File.WriteAllText(path, certificate.ExportCertificatePem());
                File.WriteAllText(keyPath, key.ExportEncryptedPkcs8PrivateKeyPem(Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000)));
                return (new ServerCertificate { Path = path, KeyPath = keyPath, Password = Password }, certificate.Thumbprint);
            default:
                File.WriteAllText(path, certificate.ExportCertificatePem());
                File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
                return (new ServerCertificate { Path = path, KeyPath = keyPath }, certificate.Thumbprint);
        }
    }
}
