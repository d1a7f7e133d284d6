using Nvr.Adoption.Devices;
using Nvr.Core;
using static Nvr.Adoption.Tests.Devices.BookOnDisk;

namespace Nvr.Adoption.Tests.Devices;

public sealed class ReplacementTests : IDisposable
{
    private readonly BookOnDisk disk = new();
    private readonly CameraId camera = CameraId.New();

    private DeviceBook Book => disk.Book;

    public void Dispose() => disk.Dispose();

    [Fact]
    public void NewDevice_OnThePortOfOneThatIsGone_IsOfferedItsCameras()
    {
        DeviceId old = Old("3");
        DeviceId fresh = Book.Sight(At("10.20.0.8", Mac(2), "S-0002", "3")).Device.DeviceId;

        ReplacementOffer offer = Assert.Single(Book.Offers());

        Assert.Equal((fresh, old, ReplacementReason.SamePort), (offer.Newcomer.DeviceId, offer.Departed.DeviceId, offer.Reason));
    }

    [Fact]
    public void Replacing_MovesCamerasNameAndPassword_AndSurvivesARestart()
    {
        DeviceId old = Old("3");
        DeviceId fresh = Book.Sight(At("10.20.0.8", Mac(2), "S-0002", "3")).Device.DeviceId;

        Book.Replace(fresh, old);
        DeviceRecord heir = disk.Reopen().Find(fresh)!;

        Assert.Equal((camera, "Back door", DeviceState.SetUp, "admin"), (Assert.Single(heir.Sources).CameraId, heir.Name, heir.State, heir.UserName));
        Assert.Equal("old-password", Book.PasswordOf(fresh));
        Assert.Null(Book.Find(old));
        Assert.Empty(Book.Offers());
    }

    [Fact]
    public void Replacing_KeepsThePasswordThatTheNewDeviceHas()
    {
        DeviceId old = Old("3");
        DeviceId fresh = Book.Sight(At("10.20.0.8", Mac(2), "S-0002", "3")).Device.DeviceId;
        Book.SetCredentials(fresh, "root", "its-own");

        Book.Replace(fresh, old);

        Assert.Equal(("root", "its-own"), (Book.Find(fresh)!.UserName, Book.PasswordOf(fresh)));
    }

    [Fact]
    public void SameSerial_OfOneThatIsGone_IsOffered_WhateverThePort()
    {
        DeviceId old = Old("3", gone: false);
        DeviceId twin = Book.Sight(At("10.20.0.8", Mac(2), "S-0001", "7")).Device.DeviceId;
        Assert.Empty(Book.Offers());
        Book.Tell(old, DeviceNews.Gone);

        ReplacementOffer offer = Assert.Single(Book.Offers());

        Assert.Equal((twin, old, ReplacementReason.SameSerial), (offer.Newcomer.DeviceId, offer.Departed.DeviceId, offer.Reason));
    }

    [Fact]
    public void NoOffer_WhereTheOldOneIsHere_OrThePortIsAnotherOrUnknown_OrTheNewOneIsNotWanted()
    {
        DeviceId old = Old("3", gone: false);
        DeviceId fresh = Book.Sight(At("10.20.0.8", Mac(2), "S-0002", "3")).Device.DeviceId;
        Assert.Empty(Book.Offers());
        Assert.Equal(ErrorKind.Conflict, Assert.Throws<NvrException>(() => Book.Replace(fresh, old)).Kind);

        Book.Tell(old, DeviceNews.Gone);
        Book.Sight(At("10.20.0.8", Mac(2), "S-0002", "4"));
        Assert.Empty(Book.Offers());

        Book.Sight(At("10.20.0.8", Mac(2), "S-0002", "3"));
        Assert.Single(Book.Offers());
        Book.Sight(At("10.20.0.8", Mac(2), "S-0002", "3") with { Interface = "lan0" });
        Assert.Empty(Book.Offers());

        Book.Sight(At("10.20.0.8", Mac(2), "S-0002", "3"));
        Book.Tell(fresh, DeviceNews.Ignore);
        Assert.Empty(Book.Offers());
    }

    [Fact]
    public void OldOne_ThatComesBackElsewhere_TakesTheOfferAway()
    {
        DeviceId old = Old("3");
        Book.Sight(At("10.20.0.8", Mac(2), "S-0002", "3"));
        Assert.Single(Book.Offers());

        SightingResult back = Book.Sight(At("10.20.0.30", Mac(1), "S-0001", "5"));

        Assert.Equal((old, true, DeviceState.SetUp), (back.Device.DeviceId, back.Returned, back.Device.State));
        Assert.Empty(Book.Offers());
    }

    private DeviceId Old(string port, bool gone = true)
    {
        DeviceId id = Book.Sight(At("10.20.0.7", Mac(1), "S-0001", port) with { Name = "Back door" }).Device.DeviceId;
        Book.AddSource(id, "VideoSource_1", camera);
        Book.SetCredentials(id, "admin", "old-password");
        Book.Tell(id, DeviceNews.SetUp);
        if (gone)
        {
            Book.Tell(id, DeviceNews.Gone);
        }
        return id;
    }
}
