using Microsoft.Playwright;
using Nvr.Host.Tests.Kit;
using Nvr.Host.Tests.Talk;
using SimCamera;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>A voice from the microphone of a real browser to a camera's loudspeaker.</summary>
public sealed class TalkPageTests
{
    private const int ToneHz = 440;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task WhatTheMicrophoneHears_IsHeardAtTheCamera_UntilTheButtonIsPressedAgain()
    {
        using var scratch = new Scratch();
        string tone = scratch.At("tone.wav");
        await ForeignProgram.OutputAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", $"sine=frequency={ToneHz}:sample_rate=48000:duration=30", "-ac", "1", "-y", tone);
        await using SimCameraServer cameras = await SimCameraServer.StartAsync(new SimCameraOptions
        {
            Cameras = [new CameraOptions { Name = "door", Width = 320, Height = 240, Gop = 10, Kbit = 300, BackChannel = true, HeardDirectory = scratch.Root }, new CameraOptions { Name = "yard", Width = 320, Height = 240 }],
        });
        await using NvrdProcess box = await NvrdProcess.StartAsync(new NvrdStart(scratch.Data) { Cameras = RecordedBox.NamedUrls(cameras) });
        await using Chromium chromium = await Chromium.StartAsync("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", $"--use-file-for-fake-audio-capture={tone}");
        IPage page = await chromium.OpenAsync();
        await Visitor.SetUpAsync(page, box);
        await page.Locator(".tile", new PageLocatorOptions { HasText = "door" }).ClickAsync();
        ILocator talk = page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Talk through the camera" });

        await talk.ClickAsync();
        await Assertions.Expect(page.GetByText("You are heard at the camera.")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 60_000 });
        string heard = scratch.At("door.g711");
        await Wait.UntilAsync(() => Task.FromResult(File.Exists(heard) && new FileInfo(heard).Length > 2 * HeardSound.Rate), s_patience, () => "two seconds at the loudspeaker");
        await talk.ClickAsync();
        await Wait.UntilAsync(() => Task.FromResult(cameras.Cameras[0].OpenSessions <= 2), s_patience, () => "the talk's session ends");
        await Assertions.Expect(talk).ToHaveAttributeAsync("aria-pressed", "false");

        HeardSound sound = new(await File.ReadAllBytesAsync(heard, TestContext.Current.CancellationToken));
        Assert.All((double[])[220, 880, 1320, 3000], other => Assert.True(sound.Power(other) < sound.Power(ToneHz) / 20, $"{other} Hz"));
    }
}
