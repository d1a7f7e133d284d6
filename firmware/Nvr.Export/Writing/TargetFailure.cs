using Nvr.Core;

namespace Nvr.Export.Writing;

/// <summary>What became of the stick, as a sentence. .NET keeps the errno in HResult.</summary>
internal static class TargetFailure
{
    private const int EIO = 5;
    private const int ENXIO = 6;
    private const int ENODEV = 19;
    private const int EFBIG = 27;
    private const int ENOSPC = 28;
    private const int EROFS = 30;
    private const int EDQUOT = 122;

    public static bool Is(Exception failure) => failure is IOException or UnauthorizedAccessException;

    /// <summary>While an export is written.</summary>
    public static NvrException Of(Exception failure) => Of(failure, "What was finished is kept and marked as partial.");

    /// <summary>When not even its folder could be made.</summary>
    public static NvrException AtBegin(Exception failure) => Of(failure, "Nothing was written.");

    private static NvrException Of(Exception failure, string rest) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => Storage("The folder on the USB key is gone: it was pulled out, or somebody deleted the folder.", failure),
        UnauthorizedAccessException => Storage($"The USB key may not be written to. {rest} Use another one.", failure),
        _ => failure.HResult switch
        {
            ENOSPC or EDQUOT => new NvrException(ErrorKind.Exhausted, $"The USB key is full. {rest} Use a larger USB key, or export less.", failure),
            EROFS => Storage($"The USB key is write-protected, or became so because it is damaged. {rest} Use another one.", failure),
            EIO or ENXIO or ENODEV => Storage($"The USB key does not answer any longer: it was pulled out or is damaged. {rest}", failure),
            EFBIG => Storage($"The USB key takes no file of this length. {rest} Use a USB key formatted with exFAT.", failure),
            _ => Storage($"The USB key could not be written to ({failure.Message.TrimEnd('.')}). {rest}", failure),
        },
    };

    private static NvrException Storage(string sentence, Exception failure) => new(ErrorKind.Storage, sentence, failure);
}
