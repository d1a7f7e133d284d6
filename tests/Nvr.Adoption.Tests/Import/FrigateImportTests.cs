using Nvr.Adoption.Import;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Tests.Import;

public sealed class FrigateImportTests
{
    private const string Config =
        """
        mqtt:
          enabled: false
        environment_vars:
          FRIGATE_YARD_USER: "gärtner"
        go2rtc:
          streams:
            hall:
              - "ffmpeg:hall_raw#video=copy#audio=opus"
            hall_raw: rtspx://user:p%40ss@10.0.0.9:7441/abc#backchannel=0
            nobody: rtsp://10.0.0.99/x
            loop_a: ffmpeg:loop_b
            loop_b: loop_a
        record:
          enabled: true
          retain:
            days: 2.5
        defaults: &inputs
          input_args: preset-rtsp-udp
        cameras:
          front_door:
            friendly_name: Front door
            ffmpeg:
              inputs:
                - path: rtsp://viewer:{FRIGATE_RTSP_PASSWORD}@10.0.0.7:554/cam/realmonitor?channel=1&subtype=2
                  roles:
                    - detect
                - path: rtsp://viewer:{FRIGATE_RTSP_PASSWORD}@10.0.0.7:554/cam/realmonitor?channel=1&subtype=0
                  roles: [record, audio]
            zones:
              drive: 0,0,1,1
          hall:
            enabled: no
            record:
              retain: {days: 30}
            ffmpeg:
              <<: *inputs
              inputs:
                - path: rtsp://127.0.0.1:8554/hall
                  input_args: preset-rtsp-restream
                  roles: [detect, record]
          yard:
            ffmpeg:
              <<: *inputs
              inputs:
                - path: rtsp://{FRIGATE_YARD_USER}:secret@10.0.0.8/stream1
                  roles: [detect]
          missing:
            ffmpeg:
              inputs:
                - path: rtsp://localhost:8554/not_there
                  roles: [record]
          circle:
            ffmpeg:
              inputs:
                - path: rtsp://127.0.0.1:8554/loop_a
                  roles: [record]
          web:
            ffmpeg:
              inputs:
                - path: http://10.0.0.6/video.mjpg
                  roles: [record]
          host:
            ffmpeg:
              inputs:
                - path: rtsp://{FRIGATE_HOST}/stream1
                  roles: [record]
        """;

    private readonly ImportResult result = Given.Text(Config);

    [Fact]
    public void Roles_BecomeMainAndSub_AndThePasswordIsAskedFor()
    {
        ProposedCamera door = Camera("Front door");

        Assert.Equal(ImportFormat.Frigate, result.Format);
        Assert.Equal(new Uri("rtsp://10.0.0.7/cam/realmonitor?channel=1&subtype=0"), WithoutPort(door.Settings.MainUrl));
        Assert.Equal(new Uri("rtsp://10.0.0.7/cam/realmonitor?channel=1&subtype=2"), WithoutPort(door.Settings.SubUrl!));
        Assert.Equal(("viewer", null, true), (door.Settings.UserName, door.Settings.Password, door.NeedsPassword));
        Assert.Equal(3, door.Settings.RetainDays);
        Assert.Contains(result.Remarks, r => r.Camera == "Front door" && r.Kind == ImportRemarkKind.ToBeEntered && r.Line == LineOf("front_door:"));
    }

    [Fact]
    public void Restream_IsFollowedToTheCamera()
    {
        CameraSettings hall = Camera("hall").Settings;

        Assert.Equal(new Uri("rtsps://10.0.0.9:7441/abc"), hall.MainUrl);
        Assert.Equal(("user", "p@ss", null, false, 30), (hall.UserName, hall.Password, hall.SubUrl, hall.Enabled, hall.RetainDays));
        Assert.Equal(CameraTransport.Auto, hall.Transport); // the input's own word counts before the camera's
    }

    [Fact]
    public void VariablesOfTheFile_AreFilledIn_AndMergedKeysSeen()
    {
        CameraSettings yard = Camera("yard").Settings;

        Assert.Equal(("gärtner", "secret", CameraTransport.Udp), (yard.UserName, yard.Password, yard.Transport));
        Assert.Contains(result.Remarks, r => r.Camera == "yard" && r.Kind == ImportRemarkKind.Changed);
    }

    [Theory]
    [InlineData("missing", "rtsp://localhost:8554/not_there")]
    [InlineData("circle", "rtsp://127.0.0.1:8554/loop_a")]
    [InlineData("web", "http://10.0.0.6")]
    [InlineData("host", "{FRIGATE_HOST}")]
    public void WhatHasNoAddress_IsLeftOut_ByItsLine(string camera, string text)
    {
        Assert.DoesNotContain(result.Cameras, c => c.Settings.Name == camera);
        ImportRemark remark = Assert.Single(result.Remarks, r => r.Camera == camera);
        Assert.Equal((ImportRemarkKind.LeftOut, LineOf(text)), (remark.Kind, remark.Line));
    }

    [Theory]
    [InlineData("mqtt:")]
    [InlineData("defaults:")]
    [InlineData("zones:")]
    [InlineData("nobody:")]
    public void WhatIsFrigatesOwn_IsNamedByItsLine(string text) => Assert.Contains(result.Remarks, r => r.Line == LineOf(text) && r.Kind == ImportRemarkKind.LeftOut);

    [Fact]
    public void Secrets_AreInNoRemark() => Assert.DoesNotContain(result.Remarks, r => r.Sentence.Contains("p%40ss") || r.Sentence.Contains("secret"));

    private static Uri WithoutPort(Uri url) => new(url.ToString().Replace(":554", "", StringComparison.Ordinal));

    private static int LineOf(string text) => Config.Split('\n').TakeWhile(l => !l.Contains(text, StringComparison.Ordinal)).Count() + 1;

    private ProposedCamera Camera(string name) => Assert.Single(result.Cameras, c => c.Settings.Name == name);
}
