using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.OpenApi;
using Nvr.Web.Tls;
using Nvr.Web.Tls.Acme;

namespace Nvr.Web.Api.Routes;

/// <summary>The certificate that browsers see. Keys are written and never read.</summary>
internal sealed class CertificateRoutes(PageCertificate certificate, AcmeKeeper acme) : IRoutes
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/box/certificate", Show).For(Role.Administrator).Says("The certificate that browsers see", ApiJson.Wire.PageCertificateModel);
        routes.MapPut("/box/certificate", Use)
            .For(Role.Administrator)
            .Says("Give the page another certificate with its key; it holds for whoever connects from then on", ApiJson.Wire.PageCertificateModel, ApiJson.Wire.PageCertificateBody);
        routes.MapPut("/box/certificate/acme", Fetch)
            .For(Role.Administrator)
            .Says("Fetch the page's certificate from an authority by ACME, now and from then on; answered once there is one, within two minutes", ApiJson.Wire.PageCertificateModel, ApiJson.Wire.AcmeBody);
        routes.MapDelete("/box/certificate", GoBack).For(Role.Administrator).Says("Use the recorder's own certificate again", status: StatusCodes.Status204NoContent);
    }

    private Task Show(HttpContext http)
    {
        PageCertificateView view = certificate.Read();
        string fingerprint = string.Join(':', view.Fingerprint.Chunk(2).Select(p => new string(p)));
        AcmeModel? fetched = acme.Read() is { } source
            ? new AcmeModel(source.Wish.Directory.AbsoluteUri, source.Wish.Names, source.Wish.Contact, source.Wish.Authority is not null, source.Problem)
            : null;
        return JsonExchange.WriteAsync(
            http,
            new PageCertificateModel(view.Fingerprint.Length == 0, view.IsOwn, fingerprint, view.Issuer, view.Names, new DateTimeOffset(view.Until, TimeSpan.Zero), fetched),
            ApiJson.Wire.PageCertificateModel);
    }

    private async Task Use(HttpContext http)
    {
        certificate.Use((await JsonExchange.ReadAsync(http, ApiJson.Wire.PageCertificateBody)).Pem);
        await acme.TurnOffAsync(http.RequestAborted);
        await Show(http);
    }

    private async Task Fetch(HttpContext http)
    {
        AcmeBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.AcmeBody);
        await acme.TurnOnAsync(AcmeWish.Of(body.Directory, body.Names, body.Contact, body.Authority), http.RequestAborted);
        await Show(http);
    }

    private async Task GoBack(HttpContext http)
    {
        await acme.TurnOffAsync(http.RequestAborted);
        certificate.GoBack();
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
