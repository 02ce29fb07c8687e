using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ChangeDetection.Tests.Support;

/// <summary>A server on loopback that answers every request with the same bytes, however wrong, and closes the connection properly.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly VisitedServer _server;
    private readonly byte[] _answer;
    private readonly X509Certificate2? _certificate;

    private int _requests;

    private RawServer(byte[] answer, X509Certificate2? certificate)
    {
        (_answer, _certificate) = (answer, certificate);
        _server = new VisitedServer(AnswerAsync);
    }

    public string Url => $"{(_certificate is null ? "http" : "https")}://127.0.0.1:{_server.Port}/";

    /// <summary>How many requests came.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public static RawServer Answering(string answer) => new(Encoding.Latin1.GetBytes(answer), null);

    /// <summary>An answer whose body is in some encoding, which the headers name.</summary>
    public static RawServer Answering(string headers, byte[] body) =>
        new([.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {body.Length}\r\n{headers}\r\n\r\n"), .. body], null);

    /// <summary>A good page behind a certificate that nobody vouches for; it may name an address where its issuer's certificate is.</summary>
    public static RawServer WithUntrustedCertificate(string? issuerAt = null, string answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi") =>
        new(Encoding.Latin1.GetBytes(answer), issuerAt is null ? SelfSigned() : IssuedBySomebody(issuerAt));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _certificate?.Dispose();
    }

    private async Task AnswerAsync(NetworkStream visitor, CancellationToken cancellationToken)
    {
        Stream stream = visitor;
        if (_certificate is not null)
        {
            var secure = new SslStream(stream);
            await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = SslStreamCertificateContext.Create(_certificate, additionalCertificates: null, offline: true) }, cancellationToken);
            stream = secure;
        }

        var buffer = new byte[64 * 1024];
        var length = 0;
        while (!buffer.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
                return;
            length += read;
        }

        Interlocked.Increment(ref _requests);
        await stream.WriteAsync(_answer, cancellationToken);
        visitor.Socket.Shutdown(SocketShutdown.Send);
        // Read to the end, so that the close is an orderly one.
        while (await stream.ReadAsync(buffer, cancellationToken) > 0)
        {
        }
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var (from, until) = Days;
        using var certificate = Request("CN=127.0.0.1", key).CreateSelfSigned(from, until);
        return Usable(certificate);
    }

    private static X509Certificate2 IssuedBySomebody(string issuerAt)
    {
        using var issuersKey = RSA.Create(2048);
        using var key = RSA.Create(2048);
        var (from, until) = Days;
        var request = Request("CN=127.0.0.1", key);
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(ocspUris: null, caIssuersUris: [issuerAt]));
        using var bare = request.Create(new X500DistinguishedName("CN=somebody"), X509SignatureGenerator.CreateForRSA(issuersKey, RSASignaturePadding.Pkcs1), from, until, [1]);
        using var certificate = bare.CopyWithPrivateKey(key);
        return Usable(certificate);
    }

    private static (DateTimeOffset From, DateTimeOffset Until) Days => (TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));

    private static CertificateRequest Request(string name, RSA key) => new(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private static X509Certificate2 Usable(X509Certificate2 certificate) => X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
}
