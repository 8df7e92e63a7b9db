using System.Text;
using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;

namespace Portal.Browser.Tests.Kit;

/// <summary>Fields, buttons and dialogs as a person meets them.</summary>
[Collection(BrowserCollection.Name)]
public sealed class FormTests(BrowserFixture fixture)
{
    [BrowserFact]
    public async Task Refusals_StandAtTheirFieldAndBesideTheButton_AndNothingTypedIsLost()
    {
        await using var session = await fixture.OpenAsync();
        var page = session.Page;
        await session.GoAsync("/dev/kit?tab=form");

        await page.GetByLabel("Email").FillAsync("marie@example.org");
        await page.GetByLabel("Name").FillAsync("");
        await page.Keyboard.PressAsync("Control+Enter");

        await Assertions.Expect(page.Locator("#f-Name-error")).ToContainTextAsync("Please fill in this field.");
        await Assertions.Expect(page.GetByLabel("Name")).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(page.Locator("form .alert")).ToContainTextAsync("Somebody changed this after you opened it");
        await Assertions.Expect(page.GetByLabel("Email")).ToHaveValueAsync("marie@example.org");
        await session.ShotAsync("kit-form-refused", wholePage: false);
    }

    [BrowserFact]
    public async Task Decimal_WrittenEitherWay_IsRead_AndLettersAreRefused()
    {
        await using var session = await fixture.OpenAsync(Screen.Desktop with { Language = "fr-CA" });
        await session.GoAsync("/dev/kit?tab=form");
        var price = session.Page.GetByLabel("Unit price");

        await price.FillAsync("1,234.56");
        await price.BlurAsync();
        await Assertions.Expect(price).ToHaveValueAsync("1\u00a0234,56");

        await price.FillAsync("7 654,3");
        await price.BlurAsync();
        await Assertions.Expect(price).ToHaveValueAsync("7\u00a0654,30");

        await price.FillAsync("douze");
        await price.BlurAsync();
        await Assertions.Expect(session.Page.Locator("#f-Price-error")).ToContainTextAsync("Ce n’est pas un nombre");
        await Assertions.Expect(price).ToHaveValueAsync("douze");
    }

    [BrowserFact]
    public async Task Picker_WithTheKeyboardAlone_FindsAndChooses()
    {
        await using var session = await fixture.OpenAsync();
        await session.GoAsync("/dev/kit?tab=form");
        var client = session.Page.GetByRole(AriaRole.Combobox, new() { Name = "Client" });

        await client.FocusAsync();
        await client.PressSequentiallyAsync("client 42");
        await session.Page.GetByRole(AriaRole.Option, new() { Name = "Client 42" }).WaitForAsync();
        await session.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(client).ToHaveValueAsync("Client 42");
        await Assertions.Expect(client).ToHaveAttributeAsync("aria-expanded", "false");
    }

    [BrowserFact]
    public async Task Escape_InAListOfChoicesOrAMenuOfADialog_ClosesThatOnly()
    {
        await using var session = await fixture.OpenAsync();
        await session.GoAsync("/dev/kit?tab=form");
        var page = session.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Choose another client" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Another client" });
        var client = dialog.GetByRole(AriaRole.Combobox, new() { Name = "Other client" });

        await client.PressSequentiallyAsync("client 4");
        await page.GetByRole(AriaRole.Option, new() { Name = "Client 42" }).WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(client).ToHaveAttributeAsync("aria-expanded", "false");
        await Assertions.Expect(dialog).ToBeVisibleAsync();
        await Assertions.Expect(client).ToBeFocusedAsync();

        await dialog.GetByText("More choices").ClickAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Nobody" })).ToBeHiddenAsync();
        await Assertions.Expect(dialog).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task Picker_WithEnterBeforeTheAnswer_ChoosesTheFirstThatIsFound()
    {
        await using var session = await fixture.OpenAsync();
        await session.GoAsync("/dev/kit?tab=form");
        var client = session.Page.GetByRole(AriaRole.Combobox, new() { Name = "Client" });

        await client.FocusAsync();
        await client.PressSequentiallyAsync("client 42");
        await client.PressAsync("Enter");

        await Assertions.Expect(client).ToHaveValueAsync("Client 42");
        await Assertions.Expect(client).ToHaveAttributeAsync("aria-expanded", "false");
        await Assertions.Expect(session.Page.Locator("form [aria-invalid]")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Text_TypedOnWhileTheServerAnswers_IsNotOverwritten()
    {
        await using var session = await fixture.OpenAsync();
        await session.GoAsync("/dev/kit?tab=form");
        var phone = session.Page.GetByLabel("Phone");

        // Handed over when typing pauses, and typed on before the answer is there.
        await phone.EvaluateAsync(
            "field => { field.value = '514'; field.dispatchEvent(new Event('change', { bubbles: true })); field.value = '514 555-0100'; }");

        await Assertions.Expect(session.Page.Locator(".field-saved").First).ToContainTextAsync("Saved");
        await Assertions.Expect(phone).ToHaveValueAsync("514 555-0100");
    }

    [BrowserFact]
    public async Task DoubleClick_WhoseSecondPressMeetsAnotherButton_PressesTheFirstOnly()
    {
        await using var session = await fixture.OpenAsync();
        await session.GoAsync("/dev/kit?tab=form");

        var presses = await session.Page.EvaluateAsync<int[]>(
            """
            () => {
                const presses = [0, 0];
                const [start, pause] = ["Start", "Pause"].map((text, at) => {
                    const button = document.createElement("button");
                    button.textContent = text;
                    button.addEventListener("click", () => presses[at]++);
                    return document.getElementById("main").appendChild(button);
                });
                const press = (button, detail) => button.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail }));
                press(start, 1);
                press(start, 2);
                press(pause, 2);
                press(pause, 1);
                return presses;
            }
            """);

        Assert.Equal([2, 1], presses);
    }

    [BrowserFact]
    public async Task Field_ThatSavesItself_SaysSo_AndCanBeUndone()
    {
        await using var session = await fixture.OpenAsync();
        await session.GoAsync("/dev/kit?tab=form");
        var phone = session.Page.GetByLabel("Phone");

        await phone.FillAsync("514 555-0100");
        await phone.BlurAsync();
        await Assertions.Expect(session.Page.Locator(".field-saved").First).ToContainTextAsync("Saved");
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();

        await Assertions.Expect(phone).ToHaveValueAsync("514 555-0199");
    }

    [BrowserFact]
    public async Task Action_AsksFirst_AndSaysWhenDone()
    {
        await using var session = await fixture.OpenAsync();
        await session.GoAsync("/dev/kit?tab=record");
        var page = session.Page;

        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Send the invoice?" });
        await dialog.WaitForAsync();
        await session.ShotAsync("kit-dialog", wholePage: false);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToBeHiddenAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Send the invoice" }).ClickAsync();
        await page.Locator(".toast").GetByText("Sent").WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Record a payment" }).ClickAsync();
        await Assertions.Expect(page.Locator(".action .alert li")).ToHaveCountAsync(2);
        session.AssertNoComplaints();
    }

    [BrowserFact]
    public async Task Upload_WhoseContentIsNotWhatItsNameSays_IsRefused()
    {
        await using var session = await fixture.OpenAsync();
        await session.GoAsync("/dev/kit?tab=record");
        var input = session.Page.Locator(".drop input");

        await input.SetInputFilesAsync(new FilePayload { Name = "plan.png", MimeType = "image/png", Buffer = Encoding.UTF8.GetBytes("<html><script>alert(1)</script>") });
        await session.Page.GetByText("The content of plan.png is not that of a .png file.").WaitForAsync();

        await input.SetInputFilesAsync(new FilePayload { Name = "plan.pdf", MimeType = "application/pdf", Buffer = Encoding.UTF8.GetBytes("%PDF-1.7\n") });
        await session.Page.GetByRole(AriaRole.Link, new() { Name = "plan.pdf" }).WaitForAsync();
    }

    [BrowserFact]
    public async Task StaticForm_KeepsWhatWasTyped_AndIsAnsweredInPlace()
    {
        await using var session = await fixture.OpenAsync(Screen.Phone);
        await session.GoAsync("/dev/kit/static");
        await session.Page.GetByLabel("I agree").CheckAsync();
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Pay now" }).ClickAsync();
        await session.Page.GetByText("Please fill in this field.").WaitForAsync();
        await Assertions.Expect(session.Page.GetByLabel("I agree")).ToBeCheckedAsync();

        await session.Page.GetByLabel("Name").FillAsync("Marie");
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Pay now" }).ClickAsync();
        await session.Page.GetByText("Thank you, Marie.").WaitForAsync();
        session.AssertNoComplaints();
    }
}
