using System.Text.RegularExpressions;
using Nvr.Core;

namespace Nvr.Adoption.Import;

/// <summary>
/// Reads cameras out of a file of an existing system: CSV, Frigate's or MediaMTX's configuration. The file is hostile until proven otherwise:
/// at most 1 MiB, bounded in depth, aliases, rows and cameras; nothing in it is looked up, connected to or run. What it says of one camera
/// that cannot be taken over is a remark; InvalidInput with the line is thrown only where the file as a whole cannot be read. Pure.
/// </summary>
public static partial class CameraImport
{
    public const int MaxBytes = 1024 * 1024;

    public static ImportResult Read(ReadOnlySpan<byte> content)
    {
        if (content.Length > MaxBytes)
        {
            throw new NvrException(ErrorKind.InvalidInput, "The file is larger than 1 MB. A list of cameras is not; check that it is the right file.");
        }
        string text = ImportText.Decode(content);
        return FormatOf(text) switch
        {
            ImportFormat.Frigate => FrigateImport.Read(text),
            ImportFormat.MediaMtx => MediaMtxImport.Read(text),
            _ => CsvImport.Read(text),
        };
    }

    private static ImportFormat FormatOf(string text) =>
        FrigateMark().IsMatch(text) ? ImportFormat.Frigate : MediaMtxMark().IsMatch(text) ? ImportFormat.MediaMtx : ImportFormat.Csv;

    [GeneratedRegex("^[\"']?cameras[\"']?[ \\t]*:", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex FrigateMark();

    [GeneratedRegex("^[\"']?(paths|pathDefaults)[\"']?[ \\t]*:", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex MediaMtxMark();
}
