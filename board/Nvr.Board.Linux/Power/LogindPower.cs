using Nvr.Board.Power;
using Nvr.Core;
using Tmds.DBus.Protocol;

namespace Nvr.Board.Linux.Power;

/// <summary>
/// Switches the machine off, or starts it anew, through systemd's login manager: <c>PowerOff(interactive: b)</c> and <c>Reboot(interactive: b)</c> of <c>org.freedesktop.login1.Manager</c> on the system bus. A service of its
/// own user needs polkit's <c>org.freedesktop.login1.power-off</c> and <c>reboot</c>, and those with <c>-multiple-sessions</c> behind them where somebody is signed in. Thread-safe.
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

    public Task PowerOffAsync(CancellationToken cancellation) =>
        AskAsync("PowerOff", refused => new NvrException(ErrorKind.Refused, $"The system does not switch the box off: {refused.ErrorMessage}", refused), cancellation);

    public Task RestartAsync(CancellationToken cancellation) =>
        AskAsync("Reboot", refused => new NvrException(ErrorKind.Refused, $"The system does not restart the box: {refused.ErrorMessage}", refused), cancellation);

    private async Task AskAsync(string member, Func<DBusErrorReplyException, NvrException> refusal, CancellationToken cancellation)
    {
        if (address is null)
        {
            throw new NvrException(ErrorKind.Unreachable, "This machine has no system bus.");
        }
        try
        {
            using var bus = new DBusConnection(address);
            await bus.ConnectAsync().AsTask().WaitAsync(cancellation);
            await bus.CallMethodAsync(Call(bus, member)).WaitAsync(cancellation);
        }
        catch (DBusErrorReplyException refused)
        {
            throw refusal(refused);
        }
        catch (Exception silent) when (silent is DBusExceptionBase or IOException)
        {
            throw new NvrException(ErrorKind.Unreachable, $"The system bus does not answer: {silent.Message}", silent);
        }
    }

    private static MessageBuffer Call(DBusConnection bus, string member)
    {
        using MessageWriter writer = bus.GetMessageWriter();
        writer.WriteMethodCallHeader(Manager, "/org/freedesktop/login1", $"{Manager}.Manager", member, "b");
        writer.WriteBool(false);
        return writer.CreateMessage();
    }
}
