using Nvr.Board.Updates;
using Nvr.Core;
using Tmds.DBus.Protocol;

namespace Nvr.Board.Linux.Updates;

/// <summary>
/// The one place where an error of the bus or a message of RAUC's becomes a kind and a sentence. RAUC tells causes in English words alone; what is not known here is passed on as it is.
/// </summary>
internal static class RaucErrors
{
    private static readonly string[] Unsigned = ["signature verification failed", "Verify error", "signature could not be verified", "Failed to verify", "unable to get local issuer", "certificate"];
    private static readonly string[] Broken =
        ["Invalid bundle", "exceeds bundle size", "invalid signature size", "digest mismatch", "checksum", "squashfs", "Failed to read", "Input/output error", "Bundle size", "truncated", "No such file", "Failed to open file"];

    public static NvrException Of(DBusErrorReplyException error) => error.ErrorName switch
    {
        "org.freedesktop.DBus.Error.ServiceUnknown" or "org.freedesktop.DBus.Error.NameHasNoOwner" or "org.freedesktop.DBus.Error.Spawn.ServiceNotFound" => UpdateFailures.NoUpdater(error),
        "org.freedesktop.DBus.Error.AccessDenied" => new NvrException(ErrorKind.Refused, "This program is not permitted to install updates.", error),
        "org.freedesktop.DBus.Error.NoReply" or "org.freedesktop.DBus.Error.Disconnected" or "org.freedesktop.DBus.Error.TimedOut" => UpdateFailures.BrokenOff(error),
        // For InspectAsync, which asks in the older way then.
        "org.freedesktop.DBus.Error.UnknownMethod" => UpdateFailures.NotAccepted(error),
        _ => OfWords(error.ErrorMessage ?? "", error) ?? UpdateFailures.NotAccepted(error),
    };

    /// <summary>Of an installation that failed.</summary>
    public static NvrException Of(string lastError, UpdateBundle? bundle)
    {
        var cause = new InvalidOperationException(lastError);
        if (bundle is { FitsThisBox: false } || lastError.Contains("Compatible mismatch", StringComparison.OrdinalIgnoreCase))
        {
            return UpdateFailures.OtherBox(bundle?.Compatible ?? "?", bundle?.BoxCompatible ?? "?", cause);
        }
        return OfWords(lastError, cause)
            ?? new NvrException(ErrorKind.Refused, $"The update could not be installed: {lastError.TrimEnd('.')}. The box goes on with the software that it has.", cause) { NextStep = "Try again, or get another update." };
    }

    private static NvrException? OfWords(string words, Exception cause) => words switch
    {
        _ when words.Contains("already processing", StringComparison.OrdinalIgnoreCase) => UpdateFailures.Busy(cause),
        // Before the signature: a bundle that ends too early has something else where its signature should be.
        _ when Broken.Any(b => words.Contains(b, StringComparison.OrdinalIgnoreCase)) => UpdateFailures.Damaged(cause),
        _ when Unsigned.Any(u => words.Contains(u, StringComparison.OrdinalIgnoreCase)) => UpdateFailures.NotSigned(cause),
        _ => null,
    };
}
