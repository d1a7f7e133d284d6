using Vm.Guests;

namespace Vm.Tests.Analog;

/// <summary>
/// A capture card with one S-Video input at /dev/video0, as the kernel's vivid driver has it: PAL or NTSC, interlaced, with a test picture
/// that moves. Taken out and put in again as a card on USB would be.
/// </summary>
internal sealed class CaptureCard
{
    public const string Device = "/dev/video0";

    private const string Bus = "/sys/bus/platform/drivers/vivid";

    // The driver's menu of what arrives at its input (kernel documentation, admin-guide/media/vivid).
    private const int CurrentStandard = 0;
    private const int NoSignal = 1;
    private const int SelectedStandard = 4;

    private readonly Guest guest;

    private CaptureCard(Guest guest) => this.guest = guest;

    /// <summary>A fresh card, and no recorder, footage or encoder of an earlier test.</summary>
    public static async Task<CaptureCard> PlugAsync(Guest guest)
    {
        await guest.RunAsync($"systemctl stop nvrd.service; rm -rf {GuestNvrd.Data}");
        await guest.OutputAsync("modprobe -r vivid pcmenc; modprobe vivid n_devs=1 node_types=0x1 num_inputs=1 input_types=0x2");
        var card = new CaptureCard(guest);
        await card.WaitAsync();
        return card;
    }

    /// <summary>A control of the driver's, such as horizontal_movement.</summary>
    public Task SetAsync(string control, int value) => guest.OutputAsync($"v4l2-ctl -d {Device} --set-ctrl {control}={value}");

    public Task SetStandardAsync(string standard) => guest.OutputAsync($"v4l2-ctl -d {Device} --set-standard {standard}");

    /// <summary>The camera is an NTSC one, which the driver's menu of standards begins with, whatever the card is set to.</summary>
    public Task ShowNtscAsync() => SetAsync("standard_signal_mode", SelectedStandard);

    public Task LoseSignalAsync() => SetAsync("standard_signal_mode", NoSignal);

    public Task FindSignalAsync() => SetAsync("standard_signal_mode", CurrentStandard);

    public Task<string> FormatAsync() => guest.OutputAsync($"v4l2-ctl -d {Device} --get-fmt-video");

    public Task PullOutAsync() => guest.OutputAsync($"echo vivid.0 > {Bus}/unbind");

    public async Task PutBackAsync()
    {
        await guest.OutputAsync($"echo vivid.0 > {Bus}/bind");
        await WaitAsync();
    }

    private async Task WaitAsync() => await guest.OutputAsync($"udevadm settle; test -c {Device}");
}
