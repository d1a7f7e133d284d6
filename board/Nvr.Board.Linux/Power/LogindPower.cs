using Nvr.Board.Power;
using Nvr.Core;
using Tmds.DBus.Protocol;

namespace Nvr.Board.Linux.Power;

/// <summary>
/// Switches the machine off through systemd's login manager: <c>org.freedesktop.login1.Manager.PowerOff(interactive: b)</c> on the system bus. A service of its own user needs polkit's
/// <c>org.freedesktop.login1.power-off</c>, and <c>power-off-multiple-sessions</c> where somebody is signed in. Thread-safe.
/// </summary>
public sealed class LogindPower : IBoxPower
{
    private const string Manager = "org.freedesktop.login1";

    private readonly string? address;

    public LogindPower()
        : this(DBusAddress.System)
    {
    }

    /// <param name="address">Of a bus; null where the machine has none.</param>
    internal LogindPower(string? address) => this.address = address;

    public async Task PowerOffAsync(CancellationToken cancellation)
    {
        if (address is null)
        {
            throw new NvrException(ErrorKind.Unreachable, "This machine has no system bus.");
        }
        try
        {
            using var bus = new DBusConnection(address);
            await bus.ConnectAsync().AsTask().WaitAsync(cancellation);
            await bus.CallMethodAsync(PowerOff(bus)).WaitAsync(cancellation);
        }
        catch (DBusErrorReplyException refused)
        {
            throw new NvrException(ErrorKind.Refused, $"The system does not switch the box off: {refused.ErrorMessage}", refused);
        }
        catch (Exception silent) when (silent is DBusExceptionBase or IOException)
        {
            throw new NvrException(ErrorKind.Unreachable, $"The system bus does not answer: {silent.Message}", silent);
        }
    }

    private static MessageBuffer PowerOff(DBusConnection bus)
    {
        using MessageWriter writer = bus.GetMessageWriter();
        writer.WriteMethodCallHeader(Manager, "/org/freedesktop/login1", $"{Manager}.Manager", "PowerOff", "b");
        writer.WriteBool(false);
        return writer.CreateMessage();
    }
}
