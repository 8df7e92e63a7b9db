using Microsoft.AspNetCore.Components;
using Portal.Business.Common;
using Portal.Business.Interventions;
using Portal.Business.Interventions.UseCases;
using RowMove = Portal.Web.Kit.RowMove;

namespace Portal.Web.Interventions.Visits;

/// <summary>A task type with its questions, to make or to change.</summary>
public sealed partial class TaskTypeForm
{
    private readonly List<QuestionDraft> questions = [];
    private LocalText name = LocalText.Empty;
    private decimal? minutes = 60;
    private long? skill;
    private bool active = true;

    [Parameter, EditorRequired]
    public long Company { get; set; }

    /// <summary>Null makes one.</summary>
    [Parameter]
    public ShowTaskTypes.Row? Type { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<(long Id, LocalText Name)> Skills { get; set; } = [];

    [Parameter]
    public EventCallback OnClose { get; set; }

    protected override void OnInitialized()
    {
        if (Type is { } type)
        {
            (name, minutes, skill, active) = (type.Name, type.Minutes, type.SkillId, type.IsActive);
            questions.AddRange(type.Questions.Select(QuestionDraft.Of));
        }
    }

    private void Move(QuestionDraft question, int by)
    {
        var at = questions.IndexOf(question);
        new RowMove(at, at + by).Apply(questions);
    }

    private async Task<Result> SaveAsync()
    {
        var saved = await Saving.RunAsync(
            new(Type?.Id, Company, Type?.Version ?? 0, name, (int)Math.Clamp(minutes ?? 0, 0, 1_000_000), skill, [.. questions.Select(q => q.Question())], active), default);
        if (saved.Succeeded)
        {
            Toasts.Say(T["Saved"]);
            await OnClose.InvokeAsync();
        }

        return saved;
    }

    /// <summary>A question while it is edited; choices stand one to a line.</summary>
    private sealed class QuestionDraft
    {
        public string Key { get; init; } = "";

        public QuestionKind Kind { get; set; }

        public LocalText Label { get; set; } = LocalText.Empty;

        public bool Required { get; set; }

        public string? Unit { get; set; }

        public string? French { get; set; }

        public string? English { get; set; }

        public static QuestionDraft Of(Question question) => new()
        {
            Key = question.Key,
            Kind = question.Kind,
            Label = question.Label,
            Required = question.Required,
            Unit = question.Unit,
            French = string.Join('\n', question.Choices.Select(c => c.French)),
            English = string.Join('\n', question.Choices.Select(c => c.English)),
        };

        public Question Question()
        {
            var (french, english) = (Lines(French), Lines(English));
            return new Question(
                Key, Kind, Label, Required,
                [.. Enumerable.Range(0, Math.Max(french.Length, english.Length)).Select(i => new LocalText(french.ElementAtOrDefault(i) ?? "", english.ElementAtOrDefault(i) ?? ""))],
                Unit ?? "");
        }

        private static string[] Lines(string? text) => (text ?? "").ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}
