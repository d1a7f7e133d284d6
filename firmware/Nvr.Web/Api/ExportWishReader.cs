using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Storage;
using Nvr.Web.Access;
using Nvr.Web.Api.Models;
using Nvr.Web.Exports;

namespace Nvr.Web.Api;

/// <summary>From what somebody sent to an export that can be wanted, or to a sentence that names the field. Thread-safe.</summary>
internal sealed class ExportWishReader(ICameraDirectory cameras, IFootageReader footage, BoxClock clock)
{
    private const int MostReason = 200;
    private const int MostCameras = 64;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    public ExportWish Read(ExportBody body, Caller caller)
    {
        string form = body.Form ?? ExportWish.Zip;
        if (form is not (ExportWish.Mp4 or ExportWish.Zip))
        {
            throw Invalid("'form' must be mp4 or zip.");
        }
        CameraId[] chosen = [.. (body.Cameras ?? []).Take(MostCameras + 1).Select(c => Known(c, caller)).Distinct()];
        if (chosen.Length is 0 or > MostCameras)
        {
            throw Invalid($"'cameras' must name 1 to {MostCameras} cameras.");
        }
        if (form == ExportWish.Mp4 && chosen.Length > 1)
        {
            throw Invalid("An MP4 shows one camera. Choose one in 'cameras', or the form zip.");
        }
        string reason = body.Reason?.Trim() ?? "";
        return reason.Length <= MostReason && !reason.Any(char.IsControl)
            ? new ExportWish(chosen, ApiQuery.RangeOf(body.From, body.To, clock, Longest), reason, form)
            : throw Invalid($"'reason' must have at most {MostReason} characters in one line.");
    }

    private static NvrException Invalid(string sentence) => new(ErrorKind.InvalidInput, sentence);

    // A camera that was removed can be exported as long as its footage stays.
    private CameraId Known(string text, Caller caller) =>
        CameraId.TryParse(text, out CameraId id) && caller.Sees(id) && (cameras.Find(id) is not null || footage.Extent(id, StreamKind.Main) is not null)
            ? id
            : throw Invalid("'cameras' must be the ids of cameras.");
}
