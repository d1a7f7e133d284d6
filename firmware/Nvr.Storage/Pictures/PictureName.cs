using System.Globalization;
using Nvr.Core;
using Nvr.Core.Time;

namespace Nvr.Storage.Pictures;

/// <summary>
/// What a kept picture is called: camera, the moment with which it begins, and a tag that says all else of it, so that equal names mean equal pictures. On the disk:
/// <c>CAMERA/yyyyMMdd/MICROSECONDS-TAG.jpg</c>. Immutable.
/// </summary>
/// <param name="Camera">Whose picture.</param>
/// <param name="Time">UTC.</param>
/// <param name="Tag">Lower-case letters and digits.</param>
public sealed record PictureName(CameraId Camera, UtcTime Time, string Tag)
{
    public const string PictureEnding = ".jpg";

    /// <summary>In place of a picture: the key frame of that moment is not to be tried again.</summary>
    public const string MarkEnding = ".skip";

    /// <summary>The folder of the camera's day.</summary>
    internal string Folder => Path.Combine(Camera.ToString(), Time.ToDateTimeOffset().ToString("yyyyMMdd", CultureInfo.InvariantCulture));

    internal string Picture => Path.Combine(Folder, Stem + PictureEnding);

    internal string Mark => Path.Combine(Folder, Stem + MarkEnding);

    private string Stem => string.Create(CultureInfo.InvariantCulture, $"{Time.Microseconds}-{Tag}");

    /// <summary>The moment in a file's name; null when it is none of ours.</summary>
    internal static UtcTime? TimeOf(string path)
    {
        string[] parts = Path.GetFileNameWithoutExtension(path).Split('-');
        bool isOurs = parts.Length == 2 && Path.GetExtension(path) is PictureEnding or MarkEnding;
        return isOurs && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long us) ? new UtcTime(us) : null;
    }
}
