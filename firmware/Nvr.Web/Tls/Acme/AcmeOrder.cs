using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Nvr.Core;

namespace Nvr.Web.Tls.Acme;

/// <summary>One certificate, from the order to the chain (RFC 8555, 7.4). Used by one thread. Failures are <see cref="NvrException"/> in words.</summary>
internal sealed class AcmeOrder(AcmeServer server, AcmeKey key, AcmeDoor door, TimeProvider time)
{
    private const string ByTls = "tls-alpn-01";

    /// <summary>The certificate for these names, those between it and the authority, and a key of its own, as PEM texts.</summary>
    public async Task<string> FetchAsync(IReadOnlyList<string> names, CancellationToken cancellation)
    {
        AcmeAnswer order = await server.PostAsync(server.NewOrder, json => WriteNames(json, names), cancellation);
        Uri at = order.Location ?? throw AcmeAnswer.Odd(server.Host);
        foreach (Uri permission in order.Links("authorizations"))
        {
            await ProveAsync(permission, names, cancellation);
        }
        // All permissions are there; that the order is ready may take a moment more.
        NeedsMade(await SettledAsync(at, ["ready", "valid", "invalid"], cancellation));
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string request = Base64Url.EncodeToString(Request(own, names));
        await server.PostAsync(order.Link("finalize"), json => json.WriteString("csr", request), cancellation);
        AcmeAnswer done = await SettledAsync(at, ["valid", "invalid"], cancellation);
        NeedsMade(done);
        AcmeAnswer chain = await server.PostAsync(done.Link("certificate"), null, cancellation);
        return own.ExportPkcs8PrivateKeyPem() + "\n" + chain.Text;
    }

    private void NeedsMade(AcmeAnswer order)
    {
        if (order.Status == "invalid")
        {
            throw new NvrException(ErrorKind.Refused, $"{server.Host} makes no certificate: {order.Reason()}.");
        }
    }

    private async Task ProveAsync(Uri permission, IReadOnlyList<string> names, CancellationToken cancellation)
    {
        AcmeAnswer asked = await server.PostAsync(permission, null, cancellation);
        if (asked.Status == "valid")
        {
            return;
        }
        string name = asked.Word(asked.Part("identifier"), "value");
        if (!names.Contains(name))
        {
            // Nothing is proven that nobody here wished for.
            throw AcmeAnswer.Odd(server.Host);
        }
        JsonElement[] ways = [.. asked.Items("challenges").Where(c => asked.Word(c, "type") == ByTls)];
        if (ways.Length == 0)
        {
            throw new NvrException(ErrorKind.Unsupported, $"{server.Host} does not check by a TLS connection to this page ({ByTls}), which is the only way that the recorder can prove its name.");
        }
        // RFC 8737, 3, of the key authorization of RFC 8555, 8.1.
        byte[] proof = SHA256.HashData(Encoding.ASCII.GetBytes($"{asked.Word(ways[0], "token")}.{key.Thumbprint}"));
        using IDisposable open = door.Open(name, proof, time.GetUtcNow());
        await server.PostAsync(AcmeAnswer.Link(server.Host, asked.Word(ways[0], "url")), _ => { }, cancellation);
        AcmeAnswer checkedNow = await SettledAsync(permission, ["valid", "invalid", "deactivated", "expired", "revoked"], cancellation);
        if (checkedNow.Status != "valid")
        {
            JsonElement tried = checkedNow.Items("challenges").FirstOrDefault(c => checkedNow.Word(c, "type") == ByTls);
            throw new NvrException(ErrorKind.Refused, $"{server.Host} could not check that {name} leads to this page at port 443: {AcmeAnswer.Reason(tried)}.");
        }
    }

    private async Task<AcmeAnswer> SettledAsync(Uri at, string[] ends, CancellationToken cancellation)
    {
        while (true)
        {
            AcmeAnswer now = await server.PostAsync(at, null, cancellation);
            if (ends.Contains(now.Status))
            {
                return now;
            }
            await Task.Delay(now.Wait, time, cancellation);
        }
    }

    private static void WriteNames(Utf8JsonWriter json, IReadOnlyList<string> names)
    {
        json.WriteStartArray("identifiers");
        foreach (string name in names)
        {
            json.WriteStartObject();
            // Addresses as RFC 8738 has them.
            json.WriteString("type", IPAddress.TryParse(name, out _) ? "ip" : "dns");
            json.WriteString("value", name);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static byte[] Request(ECDsa own, IReadOnlyList<string> names)
    {
        var request = new CertificateRequest("", own, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(ServedNames.Of(names));
        return request.CreateSigningRequest();
    }
}
