using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Nvr.Web.Api.Models;
using Nvr.Web.Cargo;
using Nvr.Web.Disks;
using Nvr.Web.Exports;
using Nvr.Web.Problems;
using Nvr.Web.Sticks;

namespace Nvr.Web.Api;

/// <summary>Every JSON shape that the API reads or writes. Unknown members of a body are errors: a misspelt setting must not be lost silently.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(SetupState))]
[JsonSerializable(typeof(SetupBody))]
[JsonSerializable(typeof(LoginBody))]
[JsonSerializable(typeof(SessionModel))]
[JsonSerializable(typeof(SessionList))]
[JsonSerializable(typeof(AuditList))]
[JsonSerializable(typeof(UserBody))]
[JsonSerializable(typeof(PasswordBody))]
[JsonSerializable(typeof(UserModel))]
[JsonSerializable(typeof(UserList))]
[JsonSerializable(typeof(BoxModel))]
[JsonSerializable(typeof(BoxSettingsBody))]
[JsonSerializable(typeof(BoxSettingsModel))]
[JsonSerializable(typeof(BoxNetworkModel))]
[JsonSerializable(typeof(PageCertificateModel))]
[JsonSerializable(typeof(PageCertificateBody))]
[JsonSerializable(typeof(AcmeBody))]
[JsonSerializable(typeof(BoxServicesModel))]
[JsonSerializable(typeof(SshKeysBody))]
[JsonSerializable(typeof(SyslogBody))]
[JsonSerializable(typeof(SnmpBody))]
[JsonSerializable(typeof(OfficeNetworkBody))]
[JsonSerializable(typeof(CameraNetworkBody))]
[JsonSerializable(typeof(TimeZoneList))]
[JsonSerializable(typeof(SetUpProgressModel))]
[JsonSerializable(typeof(SetUpStepBody))]
[JsonSerializable(typeof(SetUpEndBody))]
[JsonSerializable(typeof(RecoveryModel))]
[JsonSerializable(typeof(ResetModel))]
[JsonSerializable(typeof(ResetBody))]
[JsonSerializable(typeof(SentBackupModel))]
[JsonSerializable(typeof(SentBackupBody))]
[JsonSerializable(typeof(SupportModel))]
[JsonSerializable(typeof(SentUpdate))]
[JsonSerializable(typeof(BoxUpdateModel))]
[JsonSerializable(typeof(FetchBody))]
[JsonSerializable(typeof(TrialBody))]
[JsonSerializable(typeof(TrialModel))]
[JsonSerializable(typeof(CameraBody))]
[JsonSerializable(typeof(CameraModel))]
[JsonSerializable(typeof(CameraList))]
[JsonSerializable(typeof(MotionBody))]
[JsonSerializable(typeof(CameraMotionModel))]
[JsonSerializable(typeof(TriggerBody))]
[JsonSerializable(typeof(PtzModel))]
[JsonSerializable(typeof(PtzMoveBody))]
[JsonSerializable(typeof(PtzPositionBody))]
[JsonSerializable(typeof(PtzPresetBody))]
[JsonSerializable(typeof(PtzPresetModel))]
[JsonSerializable(typeof(PanelModel))]
[JsonSerializable(typeof(LocateBody))]
[JsonSerializable(typeof(PressBody))]
[JsonSerializable(typeof(WarmBody))]
[JsonSerializable(typeof(PoeModel))]
[JsonSerializable(typeof(PoePortBody))]
[JsonSerializable(typeof(PoeBudgetBody))]
[JsonSerializable(typeof(PoeHistoryModel))]
[JsonSerializable(typeof(SwitchBody))]
[JsonSerializable(typeof(SwitchList))]
[JsonSerializable(typeof(SwitchTrialModel))]
[JsonSerializable(typeof(DisksView))]
[JsonSerializable(typeof(NewVolumeBody))]
[JsonSerializable(typeof(ConfirmBody))]
[JsonSerializable(typeof(AdoptVolumeBody))]
[JsonSerializable(typeof(SpareBody))]
[JsonSerializable(typeof(BayBody))]
[JsonSerializable(typeof(PlugBody))]
[JsonSerializable(typeof(SticksView))]
[JsonSerializable(typeof(StickExportBody))]
[JsonSerializable(typeof(StickPolicyBody))]
[JsonSerializable(typeof(MadeUpStick))]
[JsonSerializable(typeof(StickIdModel))]
[JsonSerializable(typeof(ExportBody))]
[JsonSerializable(typeof(ExportView))]
[JsonSerializable(typeof(ExportList))]
[JsonSerializable(typeof(ShareBody))]
[JsonSerializable(typeof(ShareList))]
[JsonSerializable(typeof(NewShareModel))]
[JsonSerializable(typeof(CargoView))]
[JsonSerializable(typeof(CargoPolicyBody))]
[JsonSerializable(typeof(CargoFileBody))]
[JsonSerializable(typeof(PassphraseBody))]
[JsonSerializable(typeof(OpenBackupBody))]
[JsonSerializable(typeof(RestoreBody))]
[JsonSerializable(typeof(InstallBody))]
[JsonSerializable(typeof(BackupFileModel))]
[JsonSerializable(typeof(BackupView))]
[JsonSerializable(typeof(DeviceModel))]
[JsonSerializable(typeof(DeviceList))]
[JsonSerializable(typeof(AdoptBody))]
[JsonSerializable(typeof(SiteAccountBody))]
[JsonSerializable(typeof(UpdateHoldBody))]
[JsonSerializable(typeof(ImportBody))]
[JsonSerializable(typeof(ImportModel))]
[JsonSerializable(typeof(RecordingsModel))]
[JsonSerializable(typeof(OverviewList))]
[JsonSerializable(typeof(MovieModel))]
[JsonSerializable(typeof(ThumbnailsModel))]
[JsonSerializable(typeof(StoryboardModel))]
[JsonSerializable(typeof(HoldBody))]
[JsonSerializable(typeof(HoldModel))]
[JsonSerializable(typeof(HoldList))]
[JsonSerializable(typeof(HealthModel))]
[JsonSerializable(typeof(StorageModel))]
[JsonSerializable(typeof(LiveText))]
[JsonSerializable(typeof(TalkText))]
[JsonSerializable(typeof(EventModel))]
[JsonSerializable(typeof(EventList))]
[JsonSerializable(typeof(SearchModel))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>
    /// The one that is used. Quotes and letters of all languages stay readable in answers: they are sent as JSON with nosniff, never inside a page.
    /// </summary>
    public static ApiJson Wire => Readable.Instance;

    // Apart, because the order of static members in the two halves of this class is not defined.
    private static class Readable
    {
        public static readonly ApiJson Instance = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
