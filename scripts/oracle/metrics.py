"""Writes scikit-learn's metrics of random predictions to packages/nn/test/fixtures/metrics.json.

    pip install scikit-learn
    python3 scripts/oracle/metrics.py
"""

import json
from pathlib import Path

import numpy as np
from sklearn import metrics

random = np.random.default_rng(7)


def many(samples, classes):
    scores = random.normal(size=(samples, classes)).round(6)
    labels = random.integers(0, classes - 1, samples)  # The last class never occurs as a target.
    predicted = scores.argmax(1)
    logs = scores - np.log(np.exp(scores).sum(1, keepdims=True))
    return {
        "prediction": scores.tolist(),
        "target": labels.tolist(),
        "accuracy": metrics.accuracy_score(labels, predicted),
        "top2Accuracy": metrics.top_k_accuracy_score(labels, scores, k=2, labels=range(classes)),
        "confusionMatrix": metrics.confusion_matrix(labels, predicted, labels=range(classes)).tolist(),
        "precision": metrics.precision_score(labels, predicted, average="macro", zero_division=0),
        "recall": metrics.recall_score(labels, predicted, average="macro", zero_division=0),
        "f1Score": metrics.f1_score(labels, predicted, average="macro", zero_division=0),
        "perplexity": float(np.exp(-logs[np.arange(samples), labels].mean())),
    }


def binary(samples):
    scores = random.normal(size=samples).round(1)  # Rounded, so that some are equal.
    labels = random.integers(0, 2, samples)
    predicted = scores > 0
    return {
        "prediction": scores.tolist(),
        "target": labels.tolist(),
        "accuracy": metrics.accuracy_score(labels, predicted),
        "confusionMatrix": metrics.confusion_matrix(labels, predicted).tolist(),
        "precision": metrics.precision_score(labels, predicted),
        "recall": metrics.recall_score(labels, predicted),
        "f1Score": metrics.f1_score(labels, predicted),
        "auc": metrics.roc_auc_score(labels, scores),
    }


def regression(samples, columns):
    targets = random.normal(1000, 1, (samples, columns)).round(6)
    predictions = (targets + random.normal(0, 0.5, targets.shape)).round(6)
    return {
        "prediction": predictions.tolist(),
        "target": targets.tolist(),
        "r2Score": metrics.r2_score(targets, predictions),
    }


cases = {"many": many(60, 5), "binary": binary(80), "regression": regression(50, 3)}
path = Path(__file__).parents[2] / "packages/nn/test/fixtures/metrics.json"
path.write_text(json.dumps(cases) + "\n")
