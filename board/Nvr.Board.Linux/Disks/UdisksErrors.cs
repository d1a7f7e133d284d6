using Nvr.Core;
using Tmds.DBus.Protocol;

namespace Nvr.Board.Linux.Disks;

/// <summary>The one place where an error of the bus or of UDisks2 becomes a kind and a sentence.</summary>
internal static class UdisksErrors
{
    private const string Gone = "The service that manages the disks (udisks2) does not answer.";

    public static NvrException Of(DBusErrorReplyException error) => error.ErrorName switch
    {
        UdisksNames.Service + ".Error.NotAuthorized" or UdisksNames.Service + ".Error.NotAuthorizedCanObtain" or UdisksNames.Service + ".Error.NotAuthorizedDismissed" or
            "org.freedesktop.DBus.Error.AccessDenied" =>
            new NvrException(ErrorKind.Refused, "This program is not permitted to do that with disks; its polkit rules are missing.", error),
        UdisksNames.Service + ".Error.DeviceBusy" or UdisksNames.Service + ".Error.AlreadyMounted" =>
            new NvrException(ErrorKind.Conflict, $"The disk is in use just now: {error.ErrorMessage}", error),
        "org.freedesktop.DBus.Error.UnknownObject" or "org.freedesktop.DBus.Error.UnknownMethod" or "org.freedesktop.DBus.Error.UnknownInterface" =>
            new NvrException(ErrorKind.NotFound, "The disk is no longer there.", error),
        "org.freedesktop.DBus.Error.ServiceUnknown" or "org.freedesktop.DBus.Error.NoReply" or "org.freedesktop.DBus.Error.NameHasNoOwner" or
            "org.freedesktop.DBus.Error.Disconnected" or "org.freedesktop.DBus.Error.TimedOut" or "org.freedesktop.DBus.Error.Spawn.ChildExited" =>
            new NvrException(ErrorKind.Unreachable, Gone, error),
        _ => new NvrException(ErrorKind.Storage, $"The disk could not do that: {error.ErrorMessage}", error),
    };

    /// <summary>Whether the service tried, and could not: as opposed to what it does not permit or does not know.</summary>
    public static bool IsFailure(NvrException error) => error.InnerException is DBusErrorReplyException { ErrorName: UdisksNames.Service + ".Error.Failed" };

    public static NvrException Unreachable(Exception cause) => new(ErrorKind.Unreachable, Gone, cause);
}
