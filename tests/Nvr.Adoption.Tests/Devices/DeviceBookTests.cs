using System.Text.Json;
using Nvr.Adoption.Devices;
using Nvr.Core;
using Nvr.Onvif.Media;
using static Nvr.Adoption.Tests.Devices.BookOnDisk;

namespace Nvr.Adoption.Tests.Devices;

public sealed class DeviceBookTests : IDisposable
{
    private readonly BookOnDisk disk = new();

    private DeviceBook Book => disk.Book;

    public void Dispose() => disk.Dispose();

    [Fact]
    public void EverythingKnown_SurvivesARestart()
    {
        DeviceId id = Book.Sight(At("fe80::7", Mac(1), "DS-2CD1", "3", "urn:uuid:a") with { Maker = "Hikvision", Model = "DS", Firmware = "5.7", HostName = "hik-1" }).Device.DeviceId;
        Book.SetCredentials(id, "admin", "pässword/1");
        Book.Pin(id, "ab12");
        Book.AddSource(id, "VideoSource_1", CameraId.New());
        Book.NoteChange(id, Change("enc1", gop: 400));
        DeviceRecord before = Book.Tell(id, DeviceNews.SetUp);

        DeviceRecord after = disk.Reopen().Find(id)!;

        Assert.Equal(before with { Sources = after.Sources, Changes = after.Changes }, after);
        Assert.Equal(before.Sources, after.Sources);
        Assert.Equal(before.Changes.Select(c => (c.At, c.Before, c.After)), after.Changes.Select(c => (c.At, c.Before, c.After)));
        Assert.Equal(before.Changes[0].Settings, after.Changes[0].Settings);
        Assert.Equal("pässword/1", Book.PasswordOf(id));
    }

    [Fact]
    public void Password_LiesSealedOnDisk_AndNowhereElse()
    {
        DeviceId id = Book.Sight(At("10.20.0.7", Mac(1), "DS-2CD1")).Device.DeviceId;
        Book.SetCredentials(id, "admin", "hidden-word");

        Assert.Contains("v1:", File.ReadAllText(disk.File));
        Assert.DoesNotContain("hidden-word", File.ReadAllText(disk.File));
        Assert.DoesNotContain("hidden-word", Book.Find(id)!.ToString());
        Book.SetCredentials(id, "admin", "");
        Assert.Null(Book.PasswordOf(id));
    }

    [Fact]
    public void SealedPassword_MovedToAnotherDevice_DoesNotOpen_AndIsSaid()
    {
        DeviceId one = Book.Sight(At("10.20.0.7", Mac(1), "S-0001")).Device.DeviceId;
        DeviceId two = Book.Sight(At("10.20.0.8", Mac(2), "S-0002")).Device.DeviceId;
        Book.SetCredentials(one, "admin", "first");
        Book.SetCredentials(two, "admin", "second");
        (string sealedOne, string sealedTwo) = (Book.Find(one)!.SealedPassword!, Book.Find(two)!.SealedPassword!);
        disk.Reopen(() => File.WriteAllText(disk.File, File.ReadAllText(disk.File).Replace(InJson(sealedTwo), InJson(sealedOne))));

        Assert.Null(Book.PasswordOf(two));
        Assert.Contains(disk.Health.Read(), item => item.Part == $"password/{two}" && item.NextStep is not null);
    }

    [Fact]
    public void Recording_IsNotBelievedAfterARestart()
    {
        DeviceId id = Book.Sight(At("10.20.0.7", Mac(1), "DS-2CD1")).Device.DeviceId;
        Book.AddSource(id, "1", CameraId.New());
        Book.Tell(id, DeviceNews.SetUp);
        Assert.Equal(DeviceState.Recording, Book.Tell(id, DeviceNews.RecordingBegan).State);

        Assert.Equal(DeviceState.SetUp, disk.Reopen().Find(id)!.State);
    }

    [Fact]
    public void SightingsThatBringNothingNew_WriteNothing()
    {
        DeviceId id = Book.Sight(At("10.20.0.7", Mac(1), "DS-2CD1")).Device.DeviceId;
        Book.AddSource(id, "1", CameraId.New());
        Book.Tell(id, DeviceNews.SetUp);
        File.Delete(disk.File);

        for (int i = 0; i < 100; i++)
        {
            disk.Time.Advance(TimeSpan.FromSeconds(5));
            Book.Sight(At("10.20.0.7", Mac(1), "DS-2CD1"));
            Book.Tell(id, i % 2 == 0 ? DeviceNews.RecordingBegan : DeviceNews.RecordingStopped);
        }

        Assert.False(File.Exists(disk.File));
        Assert.Equal(disk.Clock.WallNow, Book.Find(id)!.LastSeen);
        Book.Sight(At("10.20.0.8", Mac(1), "DS-2CD1"));
        Assert.True(File.Exists(disk.File));
    }

    [Fact]
    public void FloodOfStrangers_WritesNothing_StaysBounded_AndCostsNoKnownDevice()
    {
        DeviceId mine = Book.Sight(At("10.20.0.7", Mac(1), "DS-2CD1")).Device.DeviceId;
        Book.AddSource(mine, "1", CameraId.New());
        DateTime written = File.GetLastWriteTimeUtc(disk.File);

        for (int i = 0; i < 2 * DeviceBook.MaxDevices; i++)
        {
            Book.Sight(At($"10.30.{i / 250}.{i % 250 + 1}", Mac(1000 + i)));
        }

        Assert.Equal(DeviceBook.MaxDevices, Book.List().Count);
        Assert.NotNull(Book.Find(mine));
        Assert.Equal(written, File.GetLastWriteTimeUtc(disk.File));
    }

    [Fact]
    public void BookFullOfDevicesThatMatter_TakesNoMore_AndSaysSo()
    {
        for (int i = 0; i < DeviceBook.MaxDevices; i++)
        {
            Book.Tell(Book.Sight(At($"10.30.{i / 250}.{i % 250 + 1}", Mac(1000 + i))).Device.DeviceId, DeviceNews.Ignore);
        }

        NvrException full = Assert.Throws<NvrException>(() => Book.Sight(At("10.20.0.7", Mac(1))));
        Assert.Equal(ErrorKind.Exhausted, full.Kind);
    }

    [Fact]
    public void DamagedFile_IsKeptAside_TheCopyBeforeServes_AndItIsSaid()
    {
        DeviceId first = Book.Sight(At("10.20.0.7", Mac(1), "S-0001")).Device.DeviceId;
        Book.Sight(At("10.20.0.8", Mac(2), "S-0002"));
        disk.Reopen(() => File.WriteAllText(disk.File, "{\"version\":1,\"devices\":[{\"id\":"));

        Assert.NotNull(Book.Find(first));
        Assert.True(File.Exists(disk.File + ".damaged-1"));
        Assert.Contains(disk.Health.Read(), item => item.Part == "settings/devices" && item.Sentence.Contains("damaged-1"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"devices\":null}")]
    [InlineData("{\"devices\":[{\"id\":\"5b0f1f3e-0000-0000-0000-000000000001\",\"state\":\"Flying\",\"address\":\"10.0.0.1\"}]}")]
    [InlineData("{\"devices\":[{\"id\":\"5b0f1f3e-0000-0000-0000-000000000001\",\"state\":\"Found\",\"address\":\"no address\"}]}")]
    [InlineData("\u0000\u0000\u0000\u0000")]
    public void DamagedFile_WithoutACopy_StartsEmpty_AndItIsSaid(string content)
    {
        disk.Reopen(() => File.WriteAllText(disk.File, content));

        Assert.Empty(Book.List());
        Assert.True(File.Exists(disk.File + ".damaged-1"));
        Assert.Contains(disk.Health.Read(), item => item.Part == "settings/devices");
        Assert.True(Book.Sight(At("10.20.0.7", Mac(1), "S-0001")).IsNew);
        Assert.Single(disk.Reopen().List());
    }

    [Fact]
    public void Changes_AreListedUntilUndone()
    {
        DeviceId id = Book.Sight(At("10.20.0.7", Mac(1), "DS-2CD1")).Device.DeviceId;
        Book.NoteChange(id, Change("enc1", gop: 400));
        Book.NoteChange(id, Change("enc2", gop: 250));

        DeviceRecord undone = Book.NoteUndone(id, "enc1");

        Assert.Equal([true, false], undone.Changes.Select(c => c.UndoneAt is not null));
        Assert.Equal(400, undone.Changes[0].Before.GovLength);
        for (int i = 0; i < 110; i++)
        {
            Book.NoteChange(id, Change("enc3", gop: i));
            undone = Book.NoteUndone(id, "enc3");
        }
        Assert.Equal(100, undone.Changes.Count);
        Assert.Contains(undone.Changes, c => c.Before.Token == "enc2" && c.UndoneAt is null);
    }

    [Fact]
    public void Camera_IsASourceOfOneDevice_AndItsLastOneReleasesTheDevice()
    {
        DeviceId one = Book.Sight(At("10.20.0.7", Mac(1), "S-0001")).Device.DeviceId;
        DeviceId two = Book.Sight(At("10.20.0.8", Mac(2), "S-0002")).Device.DeviceId;
        (CameraId left, CameraId right) = (CameraId.New(), CameraId.New());
        Book.AddSource(one, "1", left);
        Book.AddSource(one, "2", right);
        Book.Tell(one, DeviceNews.SetUp);

        Assert.Equal(ErrorKind.Conflict, Assert.Throws<NvrException>(() => Book.AddSource(two, "1", left)).Kind);
        Assert.Equal(one, Book.FindByCamera(right)!.DeviceId);
        Book.RemoveCamera(left);
        Assert.Equal(DeviceState.SetUp, Book.Find(one)!.State);
        Book.RemoveCamera(right);
        Book.RemoveCamera(right);
        Assert.Equal(DeviceState.Identified, Book.Find(one)!.State);
        Assert.Null(Book.FindByCamera(right));
    }

    [Fact]
    public void UnknownDevice_IsNotFound()
    {
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<NvrException>(() => Book.Tell(DeviceId.New(), DeviceNews.Gone)).Kind);
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<NvrException>(() => Book.Forget(DeviceId.New())).Kind);
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<NvrException>(() => Book.PasswordOf(DeviceId.New())).Kind);
    }

    [Fact]
    public void Forgotten_IsNewWhenSeenAgain()
    {
        DeviceId id = Book.Sight(At("10.20.0.7", Mac(1), "DS-2CD1")).Device.DeviceId;
        Book.Forget(id);

        Assert.Empty(disk.Reopen().List());
        Assert.True(Book.Sight(At("10.20.0.7", Mac(1), "DS-2CD1")).IsNew);
    }

    private static string InJson(string text) => JsonEncodedText.Encode(text).ToString();

    private static EncoderChange Change(string token, int gop)
    {
        var before = new EncoderSettings { Token = token, Encoding = VideoEncoding.H265, Width = 2560, Height = 1440, FrameRate = 25, GovLength = gop, Quality = 0.5 };
        return new EncoderChange(before, before with { GovLength = 50 }, [new SettingChange("Key frames", $"every {gop} pictures", "every 50 pictures")]);
    }
}
