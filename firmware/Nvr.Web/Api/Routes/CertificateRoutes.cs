using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.OpenApi;
using Nvr.Web.Tls;

namespace Nvr.Web.Api.Routes;

/// <summary>The certificate that browsers see. Keys are written and never read.</summary>
internal sealed class CertificateRoutes(PageCertificate certificate) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/box/certificate", Show).For(Role.Administrator).Says("The certificate that browsers see", ApiJson.Wire.PageCertificateModel);
        routes.MapPut("/box/certificate", Use)
            .For(Role.Administrator)
            .Says("Give the page another certificate with its key; it holds for whoever connects from then on", ApiJson.Wire.PageCertificateModel, ApiJson.Wire.PageCertificateBody);
        routes.MapDelete("/box/certificate", GoBack).For(Role.Administrator).Says("Use the recorder's own certificate again", status: StatusCodes.Status204NoContent);
    }

    private Task Show(HttpContext http)
    {
        PageCertificateView view = certificate.Read();
        return JsonExchange.WriteAsync(
            http,
            new PageCertificateModel(
                view.Fingerprint.Length == 0, view.IsOwn, string.Join(':', view.Fingerprint.Chunk(2).Select(p => new string(p))), view.Issuer, view.Names, new DateTimeOffset(view.Until, TimeSpan.Zero)),
            ApiJson.Wire.PageCertificateModel);
    }

    private async Task Use(HttpContext http)
    {
        certificate.Use((await JsonExchange.ReadAsync(http, ApiJson.Wire.PageCertificateBody)).Pem);
        await Show(http);
    }

    private Task GoBack(HttpContext http)
    {
        certificate.GoBack();
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
