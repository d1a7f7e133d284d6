using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Xunit;

namespace Nvr.Web.Tests.Tls;

/// <summary>An encrypted page, and who comes to it.</summary>
internal static class SecureVisits
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<TestBox> StartAsync(string directory) => TestBox.StartAsync(o => o with { Listen = new IPEndPoint(IPAddress.Any, 0) }, directory, TimeProvider.System);

    /// <summary>Sets the box up, and stays signed in whatever it shows.</summary>
    public static async Task<HttpClient> AdminAsync(TestBox box)
    {
        HttpClient client = Client(box);
        using HttpResponseMessage made = await client.PostAsync("/api/v1/setup", TestBox.Body(new { code = box.Code.Value, userName = TestBox.AdminName, password = TestBox.AdminPassword }), Cancellation);
        made.EnsureSuccessStatusCode();
        using HttpResponseMessage answer = await client.PostAsync("/api/v1/sessions", TestBox.Body(new { userName = TestBox.AdminName, password = TestBox.AdminPassword, token = true }), Cancellation);
        answer.EnsureSuccessStatusCode();
        client.DefaultRequestHeaders.Authorization = new("Bearer", (string)(await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["token"]!);
        return client;
    }

    /// <summary>What a visitor gets who asks by this name; who trusts an authority alone, where one is named.</summary>
    public static async Task<HttpStatusCode> AskedAsAsync(TestBox box, string name, X509Certificate2? root = null)
    {
        using HttpClient client = Client(box, root is null ? null : (_, shown, sent, errors) => Verifies((X509Certificate2)shown!, sent!, root) && !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch));
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/setup") { Headers = { Host = name } };
        using HttpResponseMessage answer = await client.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }

    private static HttpClient Client(TestBox box, RemoteCertificateValidationCallback? trusts = null)
    {
        SocketsHttpHandler handler = new() { UseCookies = false };
        handler.SslOptions.RemoteCertificateValidationCallback = trusts ?? ((_, shown, _, _) => shown?.GetCertHashString(HashAlgorithmName.SHA256) == box.Certificate.Fingerprint);
        return new HttpClient(handler) { BaseAddress = new Uri($"https://127.0.0.1:{box.Address.Port}") };
    }

    private static bool Verifies(X509Certificate2 shown, X509Chain sent, X509Certificate2 root)
    {
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        // Of those between, only what the box sent.
        chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        return chain.Build(shown);
    }
}
