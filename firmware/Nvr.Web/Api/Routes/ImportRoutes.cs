using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Nvr.Adoption.Import;
using Nvr.Core;
using Nvr.Recording.Cameras;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Routes;

/// <summary>Takes a list of cameras over from another system.</summary>
internal sealed partial class ImportRoutes(ICameraDirectory cameras, WebOptions options, ILogger<ImportRoutes> log) : IRoutes
{
    // The file as a JSON text: quotes and line ends take two characters.
    private const long MaxBodyBytes = 2L * CameraImport.MaxBytes;

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/cameras/import", Import)
        .For(Role.Administrator)
        .Says(
            "Read a list of cameras (CSV) or a configuration of Frigate or MediaMTX; adds those of 'lines', or all, when 'create' is true, else shows what would be added",
            ApiJson.Wire.ImportModel, ApiJson.Wire.ImportBody);

    private async Task Import(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxBodyBytes;
        }
        ImportBody body = await JsonExchange.ReadAsync(http, ApiJson.Wire.ImportBody);
        string content = body.Content is { Length: > 0 } given
            ? given
            : throw new NvrException(ErrorKind.InvalidInput, "'content' is empty, but the text of the file is needed.");
        ImportResult result = CameraImport.Read(Encoding.UTF8.GetBytes(content));
        // Names are looked up where cameras are added, and that blocks.
        ImportedCameraModel[] answer = body.Create == true
            ? await Task.Run(() => result.Cameras.Where(c => body.Lines?.Contains(c.Line) ?? true).Select(c => Create(c, CallerReader.Of(http).Name)).ToArray(), http.RequestAborted)
            : [.. result.Cameras.Select(ImportedCameraModel.Of)];
        ImportRemarkModel[] remarks = [.. result.Remarks.Select(r => new ImportRemarkModel(r.Line, Words.Of(r.Kind), r.Camera, r.Sentence))];
        await JsonExchange.WriteAsync(http, new ImportModel(Words.Of(result.Format), answer, remarks), ApiJson.Wire.ImportModel);
    }

    /// <summary>One that cannot be added says why, and does not hold up the others.</summary>
    private ImportedCameraModel Create(ProposedCamera proposed, string user)
    {
        ImportedCameraModel shown = ImportedCameraModel.Of(proposed);
        try
        {
            CameraSettings settings = proposed.Settings;
            CameraAddressRule.Check(settings.MainUrl, "mainUrl", options.AllowLoopbackCameras);
            if (settings.SubUrl is { } sub)
            {
                CameraAddressRule.Check(sub, "subUrl", options.AllowLoopbackCameras);
            }
            CameraView added = cameras.Create(settings);
            LogImported(user, settings.Name);
            return shown with { Id = added.Id.ToString() };
        }
        catch (NvrException unfit) when (unfit.Kind is ErrorKind.InvalidInput or ErrorKind.Conflict)
        {
            return shown with { Problem = unfit.Message };
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} imported the camera {Camera}")]
    private partial void LogImported(string user, string camera);
}
