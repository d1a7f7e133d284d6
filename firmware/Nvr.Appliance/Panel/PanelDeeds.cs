using Microsoft.Extensions.Logging;
using Nvr.Appliance.Hosting;
using Nvr.Appliance.Sticks;
using Nvr.Board.Buttons;
using Nvr.Board.Power;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Network.Trying;
using Nvr.Storage.Settings;
using Nvr.Web.Accounts;
using Nvr.Web.Box;

namespace Nvr.Appliance.Panel;

/// <summary>
/// Does what a person asked for with a button. Used by one caller at a time. What cannot be done is told on the health board under <c>panel/deeds</c>; it never throws, and recording goes on.
/// </summary>
internal sealed partial class PanelDeeds(
    FrontPanel panel, StickDesk sticks, PasswordReset password, SetupCode code, DataDirectory data, NetworkDesk network, IBoxPower power, IFactoryReset reset, HealthBoard health, ILogger<PanelDeeds> logger)
{
    private const string Part = "panel/deeds";

    public async Task DoAsync(PanelWish wish, CancellationToken cancellation)
    {
        LogWish(wish);
        try
        {
            health.Forget(Part);
            await (wish switch
            {
                PanelWish.Export => Done(sticks.BeginAtPanel),
                PanelWish.CancelExport => Done(sticks.Cancel),
                PanelWish.Locate => Done(() => panel.Locate(!panel.IsLocating)),
                PanelWish.Mute => Done(panel.Mute),
                PanelWish.ShutDown => power.PowerOffAsync(cancellation),
                PanelWish.ResetPasswordAndNetwork => Done(ResetPasswordAndNetwork),
                PanelWish.ResetToFactory => Done(() => reset.Begin(eraseRecordings: false)),
                _ => Task.CompletedTask,
            });
        }
        catch (NvrException refused)
        {
            LogRefused(wish, refused.Message);
            health.Report(new HealthItem(Part, HealthLevel.Attention, "What was asked for at the front panel could not be done.", "Try again, or use this page.", refused.Message));
        }
    }

    private void ResetPasswordAndNetwork()
    {
        // The network first: who stands there wants to get in, and may lack either.
        NetworkReset.Run(data);
        network.Reset();
        password.Run();
        Announcement.Print(code);
    }

    private static Task Done(Action deed)
    {
        deed();
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "At the front panel: {Wish}")]
    private partial void LogWish(PanelWish wish);

    [LoggerMessage(LogLevel.Error, "At the front panel: {Wish} failed: {Reason}")]
    private partial void LogRefused(PanelWish wish, string reason);
}
