using System.Text;
using Nvr.Adoption.Import;
using Nvr.Core;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Tests.Import;

public sealed class CsvImportTests
{
    [Fact]
    public void List_WithHeader_BecomesCameras()
    {
        ImportResult result = Given.Text(
            "Name,URL,Sub-Stream,User Name,Password,Transport,Days,Enabled\r\n"
            + "\"Door, back\",rtsp://10.0.0.7/main,rtsp://10.0.0.7/sub,admin,\"p\"\"w,1\",udp,14,no\r\n"
            + "\r\n"
            + "Yard,rtsps://cam.lan:322/live,,,,,,\r\n");

        Assert.Equal(ImportFormat.Csv, result.Format);
        Assert.Empty(result.Remarks);
        Assert.Equal(
            new CameraSettings
            {
                Name = "Door, back",
                MainUrl = new Uri("rtsp://10.0.0.7/main"),
                SubUrl = new Uri("rtsp://10.0.0.7/sub"),
                UserName = "admin",
                Password = "p\"w,1",
                Transport = CameraTransport.Udp,
                RetainDays = 14,
                Enabled = false,
            },
            result.Cameras[0].Settings);
        Assert.Equal((4, "Yard", false), (result.Cameras[1].Line, result.Cameras[1].Settings.Name, result.Cameras[1].NeedsPassword));
    }

    [Theory]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData(",")]
    public void Separator_IsFound(string separator)
    {
        ImportResult result = Given.Text(string.Join(separator, "Kamera", "rtsp_url", "Benutzer", "Passwort") + "\n" + string.Join(separator, "Tür", "rtsp://10.0.0.7/a", "u", "p"));

        Assert.Equal(("Tür", "u", "p"), (result.Cameras[0].Settings.Name, result.Cameras[0].Settings.UserName, result.Cameras[0].Settings.Password));
    }

    public static TheoryData<string> Encodings => ["utf-8", "utf-16", "utf-16BE", "iso-8859-1"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Encoding_IsFound(string name)
    {
        Encoding encoding = Encoding.GetEncoding(name);

        Assert.Equal("Tür", CameraImport.Read([.. encoding.GetPreamble(), .. encoding.GetBytes("name,url\nTür,rtsp://10.0.0.7/a")]).Cameras[0].Settings.Name);
    }

    [Fact]
    public void List_WithoutHeader_IsReadByPosition()
    {
        ImportResult named = Given.Text("Door,rtsp://10.0.0.7/a,rtsp://10.0.0.7/b,u,p\n");
        ImportResult bare = Given.Text("rtsp://u:p%40@10.0.0.7/a\nrtsp://10.0.0.8/a\n");

        Assert.Equal(("Door", "u"), (named.Cameras[0].Settings.Name, named.Cameras[0].Settings.UserName));
        Assert.Equal(new Uri("rtsp://10.0.0.7/b"), named.Cameras[0].Settings.SubUrl);
        Assert.Equal(["Camera 10.0.0.7", "Camera 10.0.0.8"], bare.Cameras.Select(c => c.Settings.Name));
        Assert.Equal(("u", "p@", "rtsp://10.0.0.7/a"), (bare.Cameras[0].Settings.UserName, bare.Cameras[0].Settings.Password, bare.Cameras[0].Settings.MainUrl.ToString()));
    }

    [Fact]
    public void AddressAndMaker_GiveTheMakersPath()
    {
        ImportResult result = Given.Text("ip,manufacturer,channel,port,user,password\n10.0.0.7,HIKVISION,4,,a,b\n10.0.0.8,Dahua,,8554,a,b\n10.0.0.9,Nobody,,,a,b\n10.0.0.10,,,,a,b\n");

        Assert.Equal(
            ["rtsp://10.0.0.7/Streaming/Channels/401", "rtsp://10.0.0.8:8554/cam/realmonitor?channel=1&subtype=0"],
            result.Cameras.Select(c => c.Settings.MainUrl.ToString()));
        Assert.Equal([(4, ImportRemarkKind.LeftOut), (5, ImportRemarkKind.LeftOut)], result.Places());
    }

    [Fact]
    public void WhatCannotBeTaken_IsNamedByItsLine()
    {
        ImportResult result = Given.Text(
            "name,url,days,user,password,weather,audio\n"
            + "\"Two\nlines\",rtsp://10.0.0.7/a,7,u,p,,\n" // 2, 3
            + "Web,http://10.0.0.7/a,7,u,p,,\n" // 4
            + "None,,7,u,p,,\n" // 5
            + "Long,rtsp://10.0.0.7/a,7000,u,p,,perhaps\n" // 6
            + "web,rtsp://10.0.0.7/a,,u,,,\n" // 7
            + "Web,rtsp://10.0.0.8/a,,u,p,,\n"); // 8

        Assert.Equal(["Two lines", "Long", "web", "Web 2"], result.Cameras.Select(c => c.Settings.Name));
        Assert.Equal([2, 6, 7, 8], result.Cameras.Select(c => c.Line));
        Assert.Equal(
            [
                (1, ImportRemarkKind.LeftOut), (2, ImportRemarkKind.Changed), (4, ImportRemarkKind.LeftOut), (5, ImportRemarkKind.LeftOut),
                (6, ImportRemarkKind.LeftOut), (6, ImportRemarkKind.LeftOut), (7, ImportRemarkKind.ToBeEntered), (8, ImportRemarkKind.Changed),
            ],
            result.Places());
        Assert.True(result.Cameras[2].NeedsPassword);
        Assert.Null(result.Cameras[1].Settings.RetainDays);
    }

    [Fact]
    public void Password_IsInNoRemark()
    {
        ImportResult result = Given.Text("name,url,password,days\n,ftp://admin:hidden-word@10.0.0.7/a,hidden-word,x\nA,rtsp://,hidden-word,x\n,rtsp://u:hidden-word@10.0.0.7:99999/,hidden-word,x\n");

        Assert.Empty(result.Cameras);
        Assert.Equal([2, 3, 4], result.Remarks.Select(r => r.Line));
        Assert.DoesNotContain(result.Remarks, r => r.ToString().Contains("hidden-word"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n ; ;\n")]
    [InlineData("Dear customer, here is the list.\nBest regards")]
    [InlineData("name,url\nA,\"rtsp://10.0.0.7/a\nB,rtsp://10.0.0.8/a\n")] // never closed
    public void NoList_IsRefused(string text) => Given.Refused(text);

    [Fact]
    public void Hostile_IsRefusedQuickly()
    {
        Given.Refused(new byte[CameraImport.MaxBytes + 1]);
        Given.Refused(new byte[1000]);
        Given.Refused("name,url\n" + new string('x', 5000));
        Given.Refused("name,url\n" + new string(',', 5000));
        Given.Refused("name,url\n" + string.Concat(Enumerable.Repeat("a,b\n", 20_000)));
        var random = new Random(7);
        byte[] noise = new byte[4000];
        for (int i = 0; i < 300; i++)
        {
            random.NextBytes(noise);
            try
            {
                CameraImport.Read(noise);
            }
            catch (NvrException refusal)
            {
                Assert.Equal(ErrorKind.InvalidInput, refusal.Kind);
            }
        }
    }

    [Fact]
    public void MoreCamerasThanABoxTakes_AreLeftOut_ByLine()
    {
        ImportResult result = Given.Text("name,url\n" + string.Concat(Enumerable.Range(1, 300).Select(i => $"Camera {i},rtsp://10.0.0.7/{i}\n")));

        Assert.Equal(256, result.Cameras.Count);
        Assert.Equal((44, 258), (result.Remarks.Count, result.Remarks[0].Line));
    }
}
