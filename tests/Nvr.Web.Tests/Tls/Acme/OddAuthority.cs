using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Nvr.Web.Tests.Tls.Acme;

/// <summary>An encrypted page at localhost that answers everybody with the same, its own address in place of <see cref="Here"/>, as the one that was made or is to be asked next.</summary>
internal sealed class OddAuthority : IAsyncDisposable
{
    private const string Here = "@HERE@";

    private readonly WebApplication app;
    private readonly X509Certificate2 own;

    private OddAuthority(WebApplication app, X509Certificate2 own) => (this.app, this.own) = (app, own);

    public string Address => $"https://localhost:{new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port}/dir";

    public static async Task<OddAuthority> StartAsync(Authority authority, string type, string answer)
    {
        string pem = authority.Make("localhost", isRsa: false, days: 10).Pem;
        // The last certificate in it is that of the page.
        X509Certificate2 own = X509Certificate2.CreateFromPem(pem.AsSpan(pem.LastIndexOf("-----BEGIN CERTIFICATE", StringComparison.Ordinal)), pem);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(h => (h.ServerCertificate, h.ServerCertificateChain) = (own, [X509Certificate2.CreateFromPem(pem)]))));
        WebApplication app = builder.Build();
        app.Run(http =>
        {
            string here = $"https://{http.Request.Host}/";
            http.Response.ContentType = type;
            http.Response.Headers.Location = here;
            http.Response.Headers["Replay-Nonce"] = "bm9uY2U";
            return http.Response.WriteAsync(answer.Replace(Here, here, StringComparison.Ordinal));
        });
        await app.StartAsync();
        return new OddAuthority(app, own);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        own.Dispose();
    }
}
