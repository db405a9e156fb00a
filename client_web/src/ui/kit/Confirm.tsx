/** A question before what cannot be taken back. */
import { useText } from "../text";
import { Button } from "./Button";
import { Dialog } from "./Dialog";

export function Confirm(props: {
  readonly open: boolean;
  readonly title: string;
  readonly text: string;
  /** The words of the button that does it. */
  readonly act: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}) {
  const t = useText();
  const confirm = () => {
    props.onClose();
    props.onConfirm();
  };
  return (
    <Dialog open={props.open} title={props.title} closeText={t("cancel")} onClose={props.onClose} testid="confirm">
      <p>{props.text}</p>
      <div class="dialog-acts">
        <Button onClick={props.onClose} testid="confirm-no">
          {t("cancel")}
        </Button>
        <Button variant="danger" onClick={confirm} testid="confirm-yes">
          {props.act}
        </Button>
      </div>
    </Dialog>
  );
}
