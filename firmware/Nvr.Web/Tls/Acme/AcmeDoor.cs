using System.Buffers;
using System.Formats.Asn1;
using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;

namespace Nvr.Web.Tls.Acme;

/// <summary>
/// Shows an authority, and nobody else, the proof that this page is what it asks for: at the page's own port, to whoever speaks <c>acme-tls/1</c> (RFC 8737), for the seconds in which a proof is wanted. Thread-safe.
/// </summary>
internal sealed class AcmeDoor
{
    private const int RecordHead = 5;
    private const int LongestRecord = 16 << 10;
    private const byte Handshake = 22;

    /// <summary>id-pe-acmeIdentifier (RFC 8737, 6.1).</summary>
    private const string Identifier = "1.3.6.1.5.5.7.1.31";

    private static readonly object s_mark = new();
    private static readonly SslApplicationProtocol s_protocol = new("acme-tls/1");
    private static readonly TimeSpan s_helloLimit = TimeSpan.FromSeconds(10);

    private volatile SslStreamCertificateContext? shown;

    /// <summary>Lets the authority in until what is returned is disposed of. One at a time.</summary>
    public IDisposable Open(string name, byte[] proof, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=ACME", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(ServedNames.Of([name]));
        var digest = new AsnWriter(AsnEncodingRules.DER);
        digest.WriteOctetString(proof);
        request.CertificateExtensions.Add(new X509Extension(new Oid(Identifier), digest.Encode(), critical: true));
        X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        shown = SslStreamCertificateContext.Create(certificate, null, offline: true);
        return new Closing(this, certificate);
    }

    /// <summary>Looks, while a proof is wanted, who comes; takes nothing from the connection.</summary>
    public async Task LookAsync(ConnectionContext connection)
    {
        if (shown is not null && await IsAuthorityAsync(connection.Transport.Input))
        {
            connection.Items[s_mark] = s_mark;
        }
    }

    /// <summary>What to show in this connection; null where it is anybody else's.</summary>
    public SslServerAuthenticationOptions? AnswerTo(BaseConnectionContext connection) => shown is { } proof && connection.Items.ContainsKey(s_mark)
        ? new SslServerAuthenticationOptions { ServerCertificateContext = proof, ApplicationProtocols = [s_protocol] }
        : null;

    private static async Task<bool> IsAuthorityAsync(PipeReader input)
    {
        using var late = new CancellationTokenSource(s_helloLimit);
        try
        {
            while (true)
            {
                ReadResult read = await input.ReadAsync(late.Token);
                bool? found = Find(read.Buffer);
                bool isEnd = found is not null || read.IsCompleted;
                // Once it is known, everything is still there for TLS, at once.
                input.AdvanceTo(read.Buffer.Start, isEnd ? read.Buffer.Start : read.Buffer.End);
                if (isEnd)
                {
                    return found ?? false;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // TLS has a limit of its own.
            return false;
        }
    }

    // The protocols are in clear in the first record (RFC 8446, 5.1; RFC 7301, 3.1), each after its length, which is ten for this one. Null: more of it has to come.
    private static bool? Find(ReadOnlySequence<byte> buffer)
    {
        if (buffer.Length < RecordHead)
        {
            return null;
        }
        Span<byte> head = stackalloc byte[RecordHead];
        buffer.Slice(0, RecordHead).CopyTo(head);
        int length = (head[3] << 8) | head[4];
        if (head[0] != Handshake || length > LongestRecord)
        {
            return false;
        }
        if (buffer.Length < RecordHead + length)
        {
            return null;
        }
        ReadOnlySpan<byte> record = buffer.Slice(RecordHead, length).ToArray();
        return record.IndexOf("\nacme-tls/1"u8) >= 0;
    }

    private sealed class Closing(AcmeDoor door, X509Certificate2 certificate) : IDisposable
    {
        public void Dispose()
        {
            door.shown = null;
            certificate.Dispose();
        }
    }
}
